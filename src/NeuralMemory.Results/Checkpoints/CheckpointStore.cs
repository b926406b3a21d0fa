namespace NeuralMemory.Results;

/// <summary>
/// A run's <c>checkpoints/</c> folder. A checkpoint is a folder <c>step-00002000</c> that appears by one rename, complete and flushed to
/// disk; whenever the process dies, the checkpoints before are intact. Writing needs the run's lock; reading does not.
/// </summary>
public sealed class CheckpointStore
{
    private const string BestFile = "best.txt";
    private const string ReplacedPrefix = AtomicFile.TemporaryPrefix + "replaced-";

    /// <summary>How often a checkpoint is read that is there and seems damaged, before it is said to be.</summary>
    private const int Attempts = 3;

    private readonly string _folder;
    private readonly int? _keep;

    /// <param name="folder">The folder, in one that exists; made when the first checkpoint is saved.</param>
    /// <param name="keep">
    /// How many of the latest checkpoints <see cref="Save"/> leaves, at least 1; the best is kept besides, and so is one of step 0, which
    /// nobody writes who does not want it. Null for all.
    /// </param>
    public CheckpointStore(string folder, int? keep = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (keep is { } count)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(keep));
        (_folder, _keep) = (folder, keep);
    }

    /// <summary>
    /// Saves a checkpoint, replacing one of the same step, and then deletes those that are neither among the latest nor the best nor
    /// of step 0.
    /// </summary>
    /// <param name="step">Training steps finished.</param>
    /// <param name="weights">The parameters of the machine; names are unique.</param>
    /// <param name="optimizer">The numbers of the optimizer; names are unique.</param>
    /// <param name="state">Everything else that training continues from, as JSON.</param>
    /// <exception cref="RunException">The system refused; the checkpoints before are intact.</exception>
    public void Save(long step, IEnumerable<NamedArray> weights, IEnumerable<NamedArray> optimizer, string state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentNullException.ThrowIfNull(state);
        Checkpoint checkpoint = new(step, [.. weights], [.. optimizer], state);
        string path = PathOf(step);
        Storage.Try("save", path, () =>
        {
            Disk.MakeFolder(_folder);
            CleanUp();
            string temporary = Temporary(step);
            try
            {
                CheckpointFolder.Write(temporary, checkpoint);
                if (Directory.Exists(path))
                    Disk.RenameFolder(path, Replaced(step));
                Disk.RenameFolder(temporary, path);
            }
            catch
            {
                TryCleanUp();
                throw;
            }

            // Before anything older goes.
            Disk.FlushFolder(_folder);
            Disk.DeleteFolder(Replaced(step));
            Prune();
        });
    }

    /// <summary>The steps of all checkpoints, ascending. They are not verified.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public IReadOnlyList<long> List() => !Directory.Exists(_folder) ? [] : Storage.Try<IReadOnlyList<long>>("read", _folder, () =>
        [.. Directory.GetDirectories(_folder).Select(path => StepOf(Path.GetFileName(path))).OfType<long>().Distinct().Order()]);

    /// <summary>The highest step, or null if there is no checkpoint. It is not verified.</summary>
    public long? Latest() => List() is [.., long latest] ? latest : null;

    /// <summary>
    /// How many numbers the machine's parameters are, as the latest checkpoint lists them; null if there is none. Only the list is read.
    /// </summary>
    /// <exception cref="RunException">The list is damaged, or the system refused.</exception>
    public long? CountParameters() => Latest() is { } step ? CheckpointFolder.CountParameters(PathOf(step)) : null;

    /// <summary>Reads a checkpoint and verifies every byte of it.</summary>
    /// <param name="step">Which; null for the latest. A damaged one is never replaced by another silently.</param>
    /// <exception cref="RunException">
    /// There is none; or it is damaged: the message says how, and names the latest intact one before it and how to ask for it.
    /// </exception>
    public Checkpoint Load(long? step = null)
    {
        for (int damaged = 0; ;)
        {
            IReadOnlyList<long> steps = List();
            if (steps is not [.., long latest])
                throw new RunException(RunProblem.Missing, $"there is no checkpoint in '{_folder}'");
            long wanted = step ?? latest;
            if (!steps.Contains(wanted))
                throw new RunException(RunProblem.Missing,
                    $"there is no checkpoint of step {wanted} in '{_folder}'; there are {string.Join(", ", steps)}");
            try
            {
                // One that is just being replaced, or was when its writer died, has only its temporary name.
                string path = Directory.Exists(PathOf(wanted)) ? PathOf(wanted) : Replaced(wanted);
                return Storage.Try("read", PathOf(wanted), () => CheckpointFolder.Read(path, wanted));
            }
            catch (FormatException exception)
            {
                // The run that is writing may have deleted it meanwhile, for it keeps only its latest, or have put another in its place.
                if (List().Contains(wanted) && ++damaged == Attempts)
                    throw Damaged(wanted, steps, exception);
            }
        }
    }

    /// <summary>Reads the best checkpoint and verifies every byte of it.</summary>
    /// <returns>The checkpoint; null if none is marked.</returns>
    /// <exception cref="RunException">It is not there, or it is damaged.</exception>
    public Checkpoint? LoadBest()
    {
        while (true)
        {
            if (Best() is not { } best)
                return null;
            try
            {
                return Load(best);
            }
            catch (RunException exception) when (exception.Problem == RunProblem.Missing && Best() != best)
            {
                // The run that is writing may have marked another meanwhile, and deleted this one.
            }
        }
    }

    /// <summary>
    /// Deletes the checkpoints after <paramref name="step"/>. A run that resumes from an earlier one does so first, or else a later crash
    /// would leave the abandoned ones as the latest.
    /// </summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void DeleteAfter(long step) => Storage.Try("clean up", _folder, () =>
    {
        // The mark goes first: it never names one that is not there.
        if (Best() > step)
            Disk.DeleteFile(Path.Combine(_folder, BestFile));
        foreach (long later in List().Where(other => other > step))
            Remove(later);
    });

    /// <summary>Marks a checkpoint as the best so far; it is kept. No other is any more.</summary>
    /// <param name="best">The step of one that exists; null for none.</param>
    /// <exception cref="RunException">There is none of this step, or the system refused.</exception>
    public void MarkBest(long? best)
    {
        string path = Path.Combine(_folder, BestFile);
        if (best is not { } step)
        {
            Storage.Try("delete", path, () => Disk.DeleteFile(path));
            return;
        }

        if (!List().Contains(step))
            throw new RunException(RunProblem.Missing, $"there is no checkpoint of step {step} in '{_folder}'");
        AtomicFile.WriteText(path, CheckpointFolder.NameOf(step) + "\n");
    }

    /// <summary>The step of the best checkpoint, or null if none is marked.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public long? Best()
    {
        string path = Path.Combine(_folder, BestFile);
        return !File.Exists(path) || Storage.IsEmpty(path) ? null : CheckpointFolder.StepOf(Storage.ReadText(path).TrimEnd());
    }

    /// <summary>
    /// Puts the folder in order after a crash: unfinished checkpoints go, and one that was being replaced comes back. Only for the holder
    /// of the run's lock.
    /// </summary>
    /// <exception cref="RunException">The system refused.</exception>
    internal void CleanUp()
    {
        if (!Directory.Exists(_folder))
            return;
        Storage.Try("clean up", _folder, () =>
        {
            foreach (string replaced in Directory.GetDirectories(_folder, ReplacedPrefix + "*"))
            {
                if (StepOf(Path.GetFileName(replaced)) is { } lost && !Directory.Exists(PathOf(lost)))
                    Disk.RenameFolder(replaced, PathOf(lost));
            }
        });
        AtomicFile.RemoveLeftovers(_folder);
    }

    /// <summary>The same after a failure: what that was is to be told, and what stays behind the next to open the run takes away.</summary>
    private void TryCleanUp()
    {
        try
        {
            CleanUp();
        }
        catch (RunException)
        {
        }
    }

    /// <summary>
    /// Takes away what a run left that died before it had begun: a checkpoint of step 0 at most. Whoever made more steps has begun.
    /// </summary>
    internal void ForgetUnbegun()
    {
        if (Directory.Exists(_folder))
            Storage.Try("clean up", _folder, () => Disk.DeleteFolder(_folder));
    }

    /// <summary>Whether there is nothing but what a run leaves that dies before it has begun.</summary>
    internal bool IsUnbegun() => Storage.Try("read", _folder, () => Directory.EnumerateFileSystemEntries(_folder)
        .Select(path => Path.GetFileName(path))
        .All(name => name == CheckpointFolder.NameOf(0) || name.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal)));

    private void Prune()
    {
        if (_keep is not { } keep)
            return;
        long? best = Best();
        foreach (long step in List().SkipLast(keep).Where(step => step != best && step != 0))
            Remove(step);
    }

    /// <summary>Takes a checkpoint away by one rename before deleting its files, so that a crash leaves no half of one behind.</summary>
    private void Remove(long step)
    {
        if (!Directory.Exists(PathOf(step)))
            return;
        string discarded = Path.Combine(_folder, AtomicFile.TemporaryPrefix + "discarded-" + CheckpointFolder.NameOf(step));
        Disk.RenameFolder(PathOf(step), discarded);
        Disk.DeleteFolder(discarded);
    }

    /// <summary>Why a checkpoint cannot be read, and which one can.</summary>
    private RunException Damaged(long step, IReadOnlyList<long> steps, FormatException reason)
    {
        long? good = steps.Reverse().Where(other => other < step).Cast<long?>()
            .FirstOrDefault(other => CheckpointFolder.IsIntact(PathOf(other!.Value), other.Value));
        string advice = good is { } previous
            ? $"the latest intact one before it is step {previous}: use it with --checkpoint {previous}, or by --from RUN@{previous}"
            : "there is no intact one before it";
        return new(RunProblem.Damaged, $"checkpoint '{PathOf(step)}' is damaged: {reason.Message}; {advice}", reason);
    }

    private static long? StepOf(string name) => CheckpointFolder.StepOf(
        name.StartsWith(ReplacedPrefix, StringComparison.Ordinal) ? name[ReplacedPrefix.Length..] : name);

    private string PathOf(long step) => Path.Combine(_folder, CheckpointFolder.NameOf(step));

    private string Temporary(long step) => Path.Combine(_folder, AtomicFile.TemporaryPrefix + CheckpointFolder.NameOf(step));

    private string Replaced(long step) => Path.Combine(_folder, ReplacedPrefix + CheckpointFolder.NameOf(step));
}
