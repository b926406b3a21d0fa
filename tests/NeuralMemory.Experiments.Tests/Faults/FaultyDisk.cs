using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What becomes of a call.</summary>
internal enum Fault
{
    /// <summary>Nothing: calls are counted.</summary>
    None,

    /// <summary>The process is killed in the middle of it: neither it nor any later one is finished.</summary>
    Kill,

    /// <summary>It fails with EIO, and those after it do not.</summary>
    Broken,

    /// <summary>The disk is full from there on: nothing can be made, written or flushed, but deleted.</summary>
    Full,
}

/// <summary>The process was killed: as an exception, because the test is to live.</summary>
internal sealed class KilledException() : Exception("killed");

/// <summary>Lets one of the calls on the files of runs go wrong, while it is not disposed of.</summary>
internal sealed class FaultyDisk : IDiskWatch, IDisposable
{
    private const int NoSpace = 28, InputOutput = 5;

    private readonly Fault _fault;
    private readonly int _number;
    private readonly List<string> _calls = [];

    /// <param name="fault">What happens.</param>
    /// <param name="number">The call that it happens at, from 1.</param>
    public FaultyDisk(Fault fault = Fault.None, int number = int.MaxValue)
    {
        (_fault, _number) = (fault, number);
        Disk.Watch = this;
    }

    public bool Flushes => false;

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<string> Calls => _calls;

    /// <summary>The call that it happened at; null before that.</summary>
    public string? Struck => _calls.ElementAtOrDefault(_number - 1);

    public void Before(DiskCall call, string path, Action? half)
    {
        if (call == DiskCall.OpenToRead)
            return;
        // One thread writes at a time: a training, or the only one of a reproduction.
        _calls.Add($"{call} {path}");
        int number = _calls.Count;
        if (number < _number)
            return;
        if (number == _number && call == DiskCall.Write)
            half?.Invoke();
        if (_fault == Fault.Kill)
            throw new KilledException();
        if (_fault == Fault.Broken && number == _number)
            throw new IOException("Input/output error", InputOutput);
        if (_fault == Fault.Full && call is not (DiskCall.DeleteFile or DiskCall.DeleteFolder or DiskCall.Truncate))
            throw new IOException("No space left on device", NoSpace);
    }

    public void Dispose() => Disk.Watch = null;
}

/// <summary>A clock that stands still, so that the same calls are made each time.</summary>
internal sealed class StillTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public override long GetTimestamp() => 0;
}
