using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>A format in which each run has a file of its own. A run that has nothing to give does not stop the others.</summary>
/// <param name="Name">What a user asks for it by.</param>
/// <param name="Description">What it holds, and for whom.</param>
/// <param name="Folder">Where the files go, below the folder that is exported.</param>
internal abstract record FormatOfEach(string Name, string Description, string Folder) : ExportFormat(Name, Description)
{
    /// <summary>Whether a user names a folder where even one run is exported.</summary>
    protected virtual bool IsFolder => false;

    /// <inheritdoc/>
    public sealed override ExportOutcome Write(ExportSubject subject, ExportOptions options)
    {
        if (options.Out is { } named && subject.IsRun && !IsFolder)
        {
            Write(subject.Runs[0], options, () => named);
            return new(named, [.. FilesAt(named)]) { Problems = subject.Problems };
        }

        string folder = options.Out ?? Path.Combine(subject.Path, Folder);
        if (File.Exists(folder))
            throw new RunException(RunProblem.Storage, $"cannot write to '{folder}': it is a file, not a folder");
        List<string> files = [], problems = [.. subject.Problems];
        string only = folder;
        foreach (ExportedRun run in subject.Runs)
        {
            bool isRead = false;
            try
            {
                string path = Path.Combine(folder, FileOf(subject.IsRun ? null : run.Name));
                Write(run, options, () =>
                {
                    isRead = true;
                    AtomicFile.MakeFolders(Path.GetDirectoryName(Path.GetFullPath(path))!);
                    return path;
                });
                files.AddRange(FilesAt(path));
                only = path;
            }
            catch (RunException exception) when (!subject.IsRun && exception.Problem is RunProblem.Missing or RunProblem.Damaged)
            {
                problems.Add(exception.Message);
            }
            catch (RunException exception) when (isRead && options.IsRefused(exception))
            {
                throw ExportOptions.WithWayOut(exception);
            }
        }

        if (files.Count == 0)
            throw new RunException(RunProblem.Missing, problems[^1]);
        return new(subject.IsRun ? only : folder, files) { Problems = problems };
    }

    /// <summary>The file of a run, below the folder of all.</summary>
    /// <param name="name">The run's name; null for a run that is exported alone.</param>
    protected abstract string FileOf(string? name);

    /// <summary>The files that make up that of a run: itself, unless it is a folder.</summary>
    protected virtual IEnumerable<string> FilesAt(string path) => [path];

    /// <summary>Opens the machine of a checkpoint on the native engine: what trained it may not be here.</summary>
    /// <param name="run">Its run.</param>
    /// <param name="options">Which checkpoint.</param>
    protected static TrainedMachine Open(RunDirectory run, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        return TrainedMachine.Open(
            run.Path, new() { Step = options.Step, Best = options.Best, Engine = new NativeEngineConfig(), Threads = 1 });
    }

    /// <summary>Reads what is to be written, and then writes it, so that nothing is begun that cannot be ended.</summary>
    /// <param name="exported">The run.</param>
    /// <param name="run">Its folder.</param>
    /// <param name="options">How.</param>
    /// <param name="place">Makes the place of the file, and names it.</param>
    protected abstract void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place);

    private void Write(ExportedRun exported, ExportOptions options, Func<string> place)
    {
        using RunDirectory run = RunDirectory.Open(exported.Path);
        Write(exported, run, options, place);
    }
}
