using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// The copy that a run keeps of the corpus of its task, and the hash of it: so the run can be evaluated when the original is gone or
/// another, and a change of the copy is noticed.
/// </summary>
internal static class StoredCorpus
{
    /// <summary>Copies the corpus of a task to a run; nothing where it has none.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Write(RunDirectory run, TaskDefinition task)
    {
        if (task.Corpus is { } corpus)
            run.WriteCorpus(corpus.Path, corpus.Text, corpus.Hash);
    }

    /// <summary>Reports when the copy that a task was read with is not what the run began with.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">Its task, read with the copy.</param>
    /// <param name="diagnostics">Receives the problem.</param>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Check(RunDirectory run, TaskDefinition task, Diagnostics diagnostics)
    {
        if (task.Corpus is not { } corpus)
            return;
        string? hash = run.ReadCorpusHash();
        if (hash is null)
            diagnostics.Add(SourceMark.WholeFile(run.CorpusHashPath), "there is no such file: nobody can tell whether the run's corpus was "
                + "changed; put the file back, or start a new run");
        else if (hash != corpus.Hash)
            diagnostics.Add(SourceMark.WholeFile(Path.Combine(run.CorpusPath, corpus.Path)), "the corpus was changed after the run began: "
                + $"its SHA-256 is {corpus.Hash}, and that of the run is {hash}; undo the change, or start a new run");
    }
}
