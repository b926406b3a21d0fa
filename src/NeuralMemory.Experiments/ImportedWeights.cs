using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Weights that come from a file, on their way into a run.</summary>
/// <param name="File">The file.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal digits.</param>
/// <param name="Layout">What its arrays were called like, such as <c>pytorch</c>.</param>
/// <param name="Arrays">The arrays as the machine has them.</param>
public sealed record ImportedWeights(string File, string Sha256, string Layout, IReadOnlyList<NamedArray> Arrays)
{
    /// <summary>How many training steps the new run is said to have made, at least 0.</summary>
    public long Step { get; init; }

    /// <summary>What is not as it was there, each in a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The arrays, to be given to a machine.</summary>
    internal Checkpoint ToCheckpoint() => new(Step, Arrays, [], "");

    /// <summary>What the new run says of where they are from.</summary>
    internal RunOrigin OriginFor(Experiment experiment, long sequences) => new()
    {
        Run = Path.GetFullPath(File),
        Name = Path.GetFileName(File),
        Seed = experiment.Config.Seed,
        Task = experiment.Task.Name,
        Step = Step,
        Sequences = sequences,
        WeightsSha256 = Sha256,
        Layout = Layout,
        Notes = Notes,
    };
}
