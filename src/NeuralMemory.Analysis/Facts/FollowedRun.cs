using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>
/// A run that is looked at again and again, as while it trains: each look asks the system for sizes and times of a few files, and reads
/// those that are new, and of what was measured the lines that are. Not thread-safe.
/// </summary>
public sealed class FollowedRun
{
    private readonly TaskTexts _tasks;
    private readonly MetricsTail _tail;
    private readonly string[] _files;
    private readonly string _metrics;
    private FileStamp _measured;
    private FileStamp[] _stamps = [];
    private string? _problem;

    /// <param name="path">The run's folder.</param>
    public FollowedRun(string path)
        : this(path, new())
    {
    }

    private FollowedRun(string path, TaskTexts tasks)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Path, _tasks) = (path, tasks);
        _metrics = System.IO.Path.Combine(path, RunFiles.Metrics);
        _tail = new(_metrics);
        _files =
        [
            .. ((string[])[RunFiles.Status, RunFiles.Config, RunFiles.Evaluations, RunFiles.Tags, RunFiles.Note])
                .Select(file => System.IO.Path.Combine(path, file)),
        ];
        Facts = Look();
    }

    /// <summary>The run's folder.</summary>
    public string Path { get; }

    /// <summary>What its files said when they were last looked at; another object when they say something else.</summary>
    public RunFacts Facts { get; private set; }

    /// <summary>What was measured last, in training or in an evaluation; null before the first. It is newer than the status.</summary>
    public MetricsRecord? Latest => _tail.Latest;

    /// <summary>Follows one more run: the definitions of tasks that both have are kept once.</summary>
    /// <param name="path">Its folder.</param>
    public FollowedRun Beside(string path) => new(path, _tasks);

    /// <summary>Looks again.</summary>
    /// <param name="withLock">
    /// Whether the run's lock is asked too, which tells that its process has died without a word; more than once a second is of no use.
    /// </param>
    /// <returns>Whether anything is new.</returns>
    public bool Refresh(bool withLock)
    {
        bool isMeasured = false;
        if (FileStamp.Of(_metrics) is var stamp && stamp != _measured)
        {
            IReadOnlyList<MetricsRecord> before = _tail.Records;
            isMeasured = ReadNew();
            _measured = stamp;
            if (!ReferenceEquals(_tail.Records, before))
                _stamps = [];
        }

        bool isChanged = !_files.Select(FileStamp.Of).SequenceEqual(_stamps)
            || (withLock && Facts.InUse != RunDirectory.IsInUse(Path));
        if (isChanged)
            Facts = Look();
        return isChanged || isMeasured;
    }

    private RunFacts Look()
    {
        // Before they are read: what is written in between is seen by the next look.
        _stamps = [.. _files.Select(FileStamp.Of)];
        if (FileStamp.Of(_metrics) is var measured && measured != _measured)
        {
            ReadNew();
            _measured = measured;
        }

        return new(Path, _tasks, _tail.Records, _problem);
    }

    private bool ReadNew()
    {
        try
        {
            _problem = null;
            return _tail.ReadNew();
        }
        catch (RunException exception)
        {
            _problem = exception.Message;
            return true;
        }
    }
}
