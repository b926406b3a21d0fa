using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>
/// The runs of the folder, read once for all pages. While a page is open, runs that train are looked at five times a second and the
/// folder every few seconds; while none is, nothing is done.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="clock">The time.</param>
internal sealed class RunStore(ServedFolder folder, TimeProvider clock) : IDisposable
{
    private const int LooksPerLock = 5, LooksPerFolder = 15;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly List<Action> _watchers = [];
    private readonly Dictionary<string, FollowedRun> _followed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTime, DateTime)> _expected = new(StringComparer.Ordinal);
    private Dictionary<string, ShownRun> _shown = new(StringComparer.Ordinal);
    private RunsSnapshot? _snapshot;
    private ITimer? _timer;
    private long _readAt;
    private int _looks;

    /// <summary>The runs as they are, or were a fifth of a second ago.</summary>
    public RunsSnapshot Current
    {
        get
        {
            lock (_gate)
            {
                if (_snapshot is null || (_timer is null && clock.GetElapsedTime(_readAt) > Fresh))
                    ReadFolder();
                return _snapshot!;
            }
        }
    }

    /// <summary>Calls back whenever something is new, until the result is disposed; from a thread of its own.</summary>
    public IDisposable Watch(Action changed)
    {
        lock (_gate)
        {
            _watchers.Add(changed);
            _timer ??= clock.CreateTimer(_ => Look(), null, BetweenLooks, Timeout.InfiniteTimeSpan);
        }

        return new Watcher(this, changed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _watchers.Clear();
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Look()
    {
        Action[] watchers;
        bool isNew;
        lock (_gate)
        {
            if (_timer is null)
                return;
            _looks++;
            isNew = _looks % LooksPerFolder == 0 ? ReadFolder() : ReadRunning(withLock: _looks % LooksPerLock == 0);
            watchers = [.. _watchers];
            // Not before this look has ended: a slow disk is not asked twice at a time.
            _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
        }

        if (isNew)
            foreach (Action changed in watchers)
                changed();
    }

    private void Leave(Action changed)
    {
        lock (_gate)
        {
            if (!_watchers.Remove(changed) || _watchers.Count > 0)
                return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    /// <summary>Five times a second; with more pages than ten less often, so that hundreds of them take no more of the processor.</summary>
    private TimeSpan BetweenLooks => TimeSpan.FromMilliseconds(20 * Math.Max(10, _watchers.Count));

    private bool ReadRunning(bool withLock)
    {
        List<ShownRun> changed = [];
        foreach (ShownRun run in (_snapshot?.Runs ?? []).Where(run => run.Facts.InUse))
            if (Try(() => _followed[run.Facts.Path].Refresh(withLock)))
                changed.Add(Shown(_followed[run.Facts.Path]));
        if (changed.Count == 0)
            return false;
        foreach (ShownRun run in changed)
            _shown[run.Facts.Path] = run;
        Publish(_snapshot!.Sweeps, _snapshot.Refused);
        return true;
    }

    private bool ReadFolder()
    {
        _readAt = clock.GetTimestamp();
        Dictionary<string, ShownRun> shown = new(StringComparer.Ordinal);
        List<string> refused = [];
        foreach (string path in RunLister.FindPaths(folder.Path, withHalfWritten: true))
        {
            try
            {
                if (Follow(path) is { } run)
                    shown.Add(path, run);
            }
            catch (RunException exception)
            {
                refused.Add(exception.Message);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The run went while it was read.
            }
        }

        foreach (string gone in _followed.Keys.Except(shown.Keys).ToArray())
            _followed.Remove(gone);
        foreach (string gone in _expected.Keys.Except(shown.Keys).ToArray())
            _expected.Remove(gone);
        string[] sweeps = [.. shown.Keys.SelectMany(Above).Distinct().Where(IsSweep).Select(folder.NameOf)];
        bool isNew = _snapshot is null || shown.Count != _shown.Count || !refused.SequenceEqual(_snapshot.Refused)
            || !sweeps.SequenceEqual(_snapshot.Sweeps)
            || shown.Any(each => !ReferenceEquals(_shown.GetValueOrDefault(each.Key), each.Value));
        _shown = shown;
        if (isNew)
            Publish(sweeps, refused);
        return isNew;
    }

    private ShownRun Follow(string path)
    {
        // A file that was put there since may be a link to elsewhere.
        (DateTime, DateTime) stamps =
            (Directory.GetLastWriteTimeUtc(path), Directory.GetLastWriteTimeUtc(Path.Combine(path, RunFiles.Evaluations)));
        if (_expected.GetValueOrDefault(path) != stamps)
        {
            folder.ExpectInside(path);
            _expected[path] = stamps;
        }

        if (!_followed.TryGetValue(path, out FollowedRun? run))
        {
            _followed.Add(path, run = _followed.Values.FirstOrDefault()?.Beside(path) ?? new(path));
        }
        else if (!run.Refresh(withLock: run.Facts.InUse) && _shown.GetValueOrDefault(path) is { } before)
        {
            return before;
        }

        return Shown(run);
    }

    private void Publish(IReadOnlyList<string> sweeps, IReadOnlyList<string> refused)
    {
        ShownRun[] runs = [.. _shown.Values.OrderBy(run => run.Name, NaturalOrder.Instance)];
        RunsSnapshot? before = _snapshot;
        bool isSame = before is not null && before.Runs.Count == runs.Length
            && runs.Zip(before.Runs).All(pair => ReferenceEquals(pair.First.Facts, pair.Second.Facts));
        _snapshot = new(runs, isSame ? before!.Collection : RunCollection.Of(runs.Select(run => run.Facts)), sweeps, refused);
    }

    private ShownRun Shown(FollowedRun run) => new(folder.NameOf(run.Path), run.Facts, run.Latest);

    /// <summary>The folders from that of a run up to the one that is shown.</summary>
    private IEnumerable<string> Above(string path)
    {
        for (string? above = path; above is not null && above.Length > folder.Path.Length;)
            yield return above = Path.GetDirectoryName(above)!;
    }

    private static bool IsSweep(string path) => File.Exists(Path.Combine(path, RunFiles.Sweep));

    private static bool Try(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RunException)
        {
            return false;
        }
    }

    private sealed class Watcher(RunStore store, Action changed) : IDisposable
    {
        public void Dispose() => store.Leave(changed);
    }
}
