using System.Globalization;

namespace NeuralMemory.BrowserChecks;

/// <summary>How much memory a process has, looked at fifty times a second; nothing where the system does not say it.</summary>
internal sealed class ServerMemory : IDisposable
{
    private const double BytesOfMegabyte = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _end = new();
    private readonly List<double> _seen = [];
    private readonly Task _watch;

    public ServerMemory(int process) => _watch = WatchAsync($"/proc/{process}/statm");

    /// <summary>In MB, of what was seen since it was last asked: the middle, the 95th percentile, the most.</summary>
    public (double Middle, double Late, double Most) Take()
    {
        lock (_seen)
        {
            double[] sorted = [.. _seen.Order()];
            _seen.Clear();
            return sorted.Length == 0 ? default : (sorted[sorted.Length / 2], sorted[sorted.Length * 95 / 100], sorted[^1]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _watch.Wait();
        _end.Dispose();
    }

    private async Task WatchAsync(string file)
    {
        while (!_end.IsCancellationRequested && File.Exists(file))
        {
            // The second number counts the pages that are in memory.
            string[] pages = (await File.ReadAllTextAsync(file)).Split(' ');
            lock (_seen)
                _seen.Add(double.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize / BytesOfMegabyte);
            await Task.Delay(Pause);
        }
    }
}
