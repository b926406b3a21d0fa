namespace NeuralMemory.Results.Tests;

/// <summary>Does something before the calls on the files of runs, while it is not disposed of.</summary>
internal sealed class DiskProbe : IDiskWatch, IDisposable
{
    private readonly Action<DiskCall, string> _before;

    public DiskProbe(Action<DiskCall, string> before)
    {
        _before = before;
        Disk.Watch = this;
    }

    public bool Flushes => true;

    /// <summary>The calls that were made, as text, paths by their names.</summary>
    public List<string> Calls { get; } = [];

    public void Before(DiskCall call, string path, Action? half)
    {
        Calls.Add($"{call} {Path.GetFileName(path)}");
        _before(call, path);
    }

    public void Dispose() => Disk.Watch = null;
}
