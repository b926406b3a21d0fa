namespace NeuralMemory.Results;

/// <summary>
/// A run on disk. Opened for reading it takes no lock and can be looked at while it trains; created or opened for writing it holds the
/// run's lock until it is disposed.
/// </summary>
public sealed class RunDirectory : IDisposable
{
    private readonly RunLock? _lock;

    private RunDirectory(string path, RunLock? runLock = null, string? movedAside = null) =>
        (Path, _lock, MovedAside) = (path, runLock, movedAside);

    /// <summary>The folder, as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Where <see cref="Create"/> moved the run that was here before; null if there was none.</summary>
    public string? MovedAside { get; }

    /// <summary>The resolved configuration's file.</summary>
    public string ConfigPath => In(RunFiles.Config);

    /// <summary>The task definition's file.</summary>
    public string TaskPath => In(RunFiles.Task);

    /// <summary>The folder of the text that the task draws from.</summary>
    public string CorpusPath => In(RunFiles.Corpus);

    /// <summary>The file of that text's hash.</summary>
    public string CorpusHashPath => In(RunFiles.CorpusHash);

    /// <summary>The command line's file.</summary>
    public string CommandPath => In(RunFiles.Command);

    /// <summary>The environment's file.</summary>
    public string EnvironmentPath => In(RunFiles.Environment);

    /// <summary>The file of the run's origin.</summary>
    public string OriginPath => In(RunFiles.Origin);

    /// <summary>The status file.</summary>
    public string StatusPath => In(RunFiles.Status);

    /// <summary>The metrics file.</summary>
    public string MetricsPath => In(RunFiles.Metrics);

    /// <summary>The file of the table that is made of the metrics and evaluations.</summary>
    public string TablePath => In(RunFiles.Table);

    /// <summary>The folder of checkpoints.</summary>
    public string CheckpointsPath => In(RunFiles.Checkpoints);

    /// <summary>The folder of evaluations.</summary>
    public string EvaluationsPath => In(RunFiles.Evaluations);

    /// <summary>What touched the run.</summary>
    public RunJournal Journal => new(In(RunFiles.Journal), In(RunFiles.JournalPatches));

    /// <summary>The run's evaluations.</summary>
    public EvaluationStore Evaluations => new(EvaluationsPath);

    /// <summary>
    /// Whether <paramref name="path"/> holds a run: <c>config.yaml</c>, which is written last when a run begins, and something that a run
    /// leaves beside it.
    /// </summary>
    public static bool IsRun(string path) => Has(path, RunFiles.Config)
        && (Has(path, RunFiles.Status) || Has(path, RunFiles.Environment) || Has(path, RunFiles.Checkpoints));

    /// <summary>Whether some process is writing to the run at <paramref name="path"/> now, or is beginning one there.</summary>
    public static bool IsInUse(string path) => RunLock.IsHeld(path);

    /// <summary>
    /// Makes the folder of a new run and takes its lock. An empty folder, or one where a run died before it had begun, is taken as it
    /// is. Nothing is ever deleted: with <paramref name="force"/> a run that is there is renamed to <c>&lt;path&gt;.old-1</c> (or -2,
    /// ...). A folder that is no run is refused all the same.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="force">Whether a run that is there is moved aside.</param>
    /// <param name="claimed">Called when the lock is taken and before anything is moved; what it throws leaves all as it was.</param>
    /// <exception cref="RunException">There is a run or something else; the run is in use; or the system refused.</exception>
    public static RunDirectory Create(string path, bool force = false, Action? claimed = null)
    {
        path = Trimmed(path);
        RefuseOccupied(path, force);
        MakeDurably(path);
        RunLock runLock = RunLock.Acquire(path);
        try
        {
            // Once more, because another process may have been quicker.
            RefuseOccupied(path, force);
            claimed?.Invoke();
            if (!IsRun(path))
                return Unbegun(new RunDirectory(path, runLock));
            string aside = MoveAside(path, runLock);
            MakeDurably(path);
            return new RunDirectory(path, runLock = RunLock.Acquire(path), aside);
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a run for reading.</summary>
    /// <exception cref="RunException">The folder is no run; the message names runs nearby.</exception>
    public static RunDirectory Open(string path)
    {
        path = Trimmed(path);
        return IsRun(path) ? new RunDirectory(path) : throw RunLister.NoRun(path);
    }

    /// <summary>Opens a run for going on with it: takes its lock and removes what a crash left unfinished.</summary>
    /// <exception cref="RunException">The folder is no run, or the run is in use; or the system refused.</exception>
    public static RunDirectory OpenForWriting(string path)
    {
        path = Open(path).Path;
        RunLock runLock = RunLock.Acquire(path);
        try
        {
            // Once more, because another process may have moved it aside meanwhile.
            if (!IsRun(path))
                throw RunLister.NoRun(path);
            RunDirectory run = new(path, runLock);
            AtomicFile.RemoveLeftovers(path);
            AtomicFile.RemoveLeftovers(run.EvaluationsPath);
            run.Journal.CleanUp();
            run.Checkpoints().CleanUp();
            return run;
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Writes what describes a new run; <c>config.yaml</c> comes last and makes the folder a run.</summary>
    /// <param name="config">The resolved configuration, as YAML.</param>
    /// <param name="task">The task's definition, as YAML.</param>
    /// <param name="command">The command line.</param>
    /// <param name="environment">Where and with what the run is made.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="origin">Whose weights it begins with; null for its own.</param>
    /// <exception cref="RunException">The system refused.</exception>
    public void Begin(
        string config, string task, string command, RunEnvironment environment, RunStatus status, RunOrigin? origin = null)
    {
        if (origin is not null)
            JsonFile.Write(OriginPath, origin, RunJson.Documents.RunOrigin);
        AtomicFile.WriteText(TaskPath, task);
        AtomicFile.WriteText(CommandPath, command.TrimEnd() + "\n");
        WriteEnvironment(environment);
        WriteStatus(status);
        AtomicFile.WriteText(ConfigPath, config);
    }

    /// <summary>
    /// Undoes <see cref="Create"/> and <see cref="Begin"/> for a run that ended before its first step: deletes what a run writes before
    /// it, and moves back what was moved aside. Other files stay, and so does what the system refuses to delete.
    /// </summary>
    public void Discard()
    {
        try
        {
            ExpectOwn();
            // The config goes early, so that no moment shows a run with files missing; what a run may lack, metrics and journal, before
            // it, so that every moment leaves a run, or a folder that Create takes.
            Journal.Delete();
            foreach (string file in (string[])
                [
                    TablePath, MetricsPath, ConfigPath, StatusPath, EnvironmentPath, CommandPath, TaskPath, CorpusHashPath, OriginPath,
                ])
                Disk.DeleteFile(file);
            Disk.DeleteFolder(CorpusPath);
            if (Checkpoints() is var checkpoints && Directory.Exists(CheckpointsPath) && checkpoints.IsUnbegun())
                checkpoints.ForgetUnbegun();
            // While the lock is held: whoever takes another one of this name by now keeps the folder from being deleted.
            Disk.DeleteFile(In(RunFiles.Lock));
            Disk.DeleteEmptyFolder(Path);
            if (MovedAside is not null)
                Disk.RenameFolder(MovedAside, Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RunException)
        {
            // Why the run ended is what the user has to know.
        }
    }

    /// <summary>The resolved configuration, as YAML.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public string ReadConfig() => Storage.ReadText(ConfigPath);

    /// <summary>The task's definition, as YAML.</summary>
    /// <exception cref="RunException">It is missing, or the system refused.</exception>
    public string ReadTask() => Storage.ReadText(TaskPath);

    /// <summary>Keeps the text that the task draws from, before <see cref="Begin"/>.</summary>
    /// <param name="path">Its path below the folder of the task.</param>
    /// <param name="text">The text.</param>
    /// <param name="hash">The SHA-256 of the text in UTF-8, in lower-case hexadecimal digits.</param>
    /// <exception cref="RunException">The system refused.</exception>
    public void WriteCorpus(string path, string text, string hash)
    {
        string file = System.IO.Path.Combine(CorpusPath, path);
        AtomicFile.MakeFolders(System.IO.Path.GetDirectoryName(file)!);
        AtomicFile.WriteText(file, text);
        AtomicFile.WriteText(CorpusHashPath, $"{hash}  {RunFiles.Corpus}/{path}\n");
    }

    /// <summary>The hash of the text that the task draws from; null where the run has none.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public string? ReadCorpusHash() =>
        File.Exists(CorpusHashPath) ? Storage.ReadText(CorpusHashPath).Split(' ')[0] : null;

    /// <summary>Where and with what the run was made.</summary>
    /// <exception cref="RunException">The file is missing or damaged, or the system refused.</exception>
    public RunEnvironment ReadEnvironment() => JsonFile.Read(EnvironmentPath, RunJson.Documents.RunEnvironment);

    /// <summary>Replaces what is said of where and with what the run is made.</summary>
    /// <exception cref="RunException">The system refused; the old document is intact.</exception>
    public void WriteEnvironment(RunEnvironment environment) =>
        JsonFile.Write(EnvironmentPath, environment, RunJson.Documents.RunEnvironment);

    /// <summary>Whose weights the run began with; null for its own.</summary>
    /// <exception cref="RunException">The file is damaged, or the system refused.</exception>
    public RunOrigin? ReadOrigin() =>
        File.Exists(OriginPath) ? JsonFile.Read(OriginPath, RunJson.Documents.RunOrigin) : null;

    /// <summary>How the run stands.</summary>
    /// <exception cref="RunException">The file is missing or damaged, or the system refused.</exception>
    public RunStatus ReadStatus() => JsonFile.Read(StatusPath, RunJson.Documents.RunStatus);

    /// <summary>Makes sure that the folder is still this run's; nothing where it is open for reading only.</summary>
    /// <exception cref="RunException">It was removed and made anew, whether or not another process has it now.</exception>
    public void ExpectOwn()
    {
        if (_lock is null)
            return;
        _lock.ExpectOwn();
        if (Directory.Exists(Path) && !File.Exists(_lock.Path) && !File.Exists(ConfigPath))
            throw new RunException(RunProblem.Storage,
                $"the folder of the run, '{Path}', was removed while it trained, and another has its name: "
                + "nothing of the run is kept there");
    }

    /// <summary>Replaces the status as a whole. Flushes to disk, so call it seconds apart, not every step.</summary>
    /// <exception cref="RunException">The system refused; the old status is intact.</exception>
    public void WriteStatus(RunStatus status) => JsonFile.Write(StatusPath, status, RunJson.Documents.RunStatus);

    /// <summary>The metrics, in order; none if nothing was measured yet. See <see cref="MetricsReader.Read"/>.</summary>
    /// <param name="length">How many bytes of them count, as a checkpoint remembers it; null for all.</param>
    public IEnumerable<MetricsRecord> ReadMetrics(long? length = null) =>
        File.Exists(MetricsPath) ? MetricsReader.Read(MetricsPath, length) : [];

    /// <summary>
    /// The metrics of one split, in order, without the cost of reading the others': their lines are not even looked at for damage.
    /// </summary>
    /// <param name="split">The split, such as <c>evaluation</c>.</param>
    /// <exception cref="RunException">A line of the split is no record, or the system refused.</exception>
    public IReadOnlyList<MetricsRecord> ReadMetricsOf(string split) =>
        File.Exists(MetricsPath) ? MetricsOfSplit.Read(MetricsPath, split) : [];

    /// <summary>
    /// Takes away the table that was made of the metrics: they are about to change, and a table that is there is never an old one.
    /// </summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void DeleteTable() => Storage.Try("delete", TablePath, () => Disk.DeleteFile(TablePath));

    /// <summary>Opens the metrics for appending; see <see cref="MetricsWriter.Open"/>.</summary>
    /// <exception cref="RunException">The file is not what the checkpoint remembers, or the system refused.</exception>
    public MetricsWriter OpenMetrics(long? length = null) => MetricsWriter.Open(MetricsPath, length);

    /// <summary>The run's checkpoints.</summary>
    /// <param name="keep">How many of the latest to keep; null for all.</param>
    public CheckpointStore Checkpoints(int? keep = null) => new(CheckpointsPath, keep);

    /// <summary>Gives up the run's lock, if this holds it.</summary>
    public void Dispose() => _lock?.Dispose();

    /// <summary>Also where it is there already: who made it may not have come to flush it.</summary>
    private static void MakeDurably(string path) => Storage.Try("create", path, () =>
    {
        Disk.MakeFolders(path);
        Disk.FlushFolder(Disk.ParentOf(path));
    });

    /// <summary>A folder without what a run left there that died before it had begun, and that another would take for its own.</summary>
    private static RunDirectory Unbegun(RunDirectory run)
    {
        AtomicFile.RemoveLeftovers(run.Path);
        run.Checkpoints().ForgetUnbegun();
        if (File.Exists(run.OriginPath))
            Storage.Try("delete", run.OriginPath, () => Disk.DeleteFile(run.OriginPath));
        return run;
    }

    private static void RefuseOccupied(string path, bool force)
    {
        if (File.Exists(path))
            throw new RunException(RunProblem.Exists, $"'{path}' is a file; a run needs a folder: choose another name");
        if (IsRun(path))
        {
            if (!force)
                throw new RunException(RunProblem.Exists, $"there is a run in '{path}' already; "
                    + "go on with it by resume, choose another folder by --out, or move it aside by --force");
        }
        else if (Foreign(path) is { } foreign)
        {
            throw new RunException(RunProblem.Exists,
                $"'{path}' is no run and not empty (it has '{foreign}'); choose another folder by --out");
        }
    }

    /// <summary>What is in a folder without a run and was not written by a run that had not begun; null for nothing.</summary>
    private static string? Foreign(string path) => !Directory.Exists(path) ? null : Storage.Try("read", path, () =>
        Directory.EnumerateFileSystemEntries(path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault(name =>
            name is not (RunFiles.Lock or RunFiles.Task or RunFiles.Corpus or RunFiles.CorpusHash
                or RunFiles.Command or RunFiles.Environment or RunFiles.Status or RunFiles.Origin)
            && !(name == RunFiles.Checkpoints && new CheckpointStore(System.IO.Path.Combine(path, name)).IsUnbegun())
            && !name!.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal)));

    private static bool Has(string path, string name) => System.IO.Path.Exists(System.IO.Path.Combine(path, name));

    private static string MoveAside(string path, RunLock runLock)
    {
        int number = 1;
        while (System.IO.Path.Exists($"{path}.old-{number}"))
            number++;
        string aside = $"{path}.old-{number}";
        // Windows renames no folder with an open file in it; elsewhere the lock goes along, so that nobody resumes the run meanwhile.
        if (OperatingSystem.IsWindows())
            runLock.Dispose();
        Storage.Try("move", path, () => Disk.RenameFolder(path, aside));
        runLock.Dispose();
        return aside;
    }

    private static string Trimmed(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return System.IO.Path.TrimEndingDirectorySeparator(path);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
