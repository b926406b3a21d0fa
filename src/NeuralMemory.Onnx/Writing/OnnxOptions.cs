using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>How a machine is written as a model.</summary>
public sealed record OnnxOptions
{
    /// <summary>What the model is called.</summary>
    public string Name { get; init; } = "machine";

    /// <summary>Whether a recurrent machine becomes a model of a whole sequence, and not of one step.</summary>
    public bool Whole { get; init; }

    /// <summary>
    /// How many steps a sequence has, at least 1: for a machine that looks at whole sequences, exactly so many where the model cannot
    /// leave it open, and else so many at most, where it has a table of places. Null for the usual: a table of <see cref="UsualLength"/>.
    /// </summary>
    public int? Length { get; init; }

    /// <summary>
    /// The columns of what sequences are read from (<see cref="SequenceBatch.Source"/>); null where they are read from nothing else.
    /// </summary>
    public int? SourceWidth { get; init; }

    /// <summary>Which logits are bits and which are symbols, so that the model gives probabilities too; empty where nobody knows.</summary>
    public IReadOnlyList<TargetGroup> Groups { get; init; } = [];

    /// <summary>What else is known of the model, in words; keys take the place of those that a model has by itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>How many places a table of places has where nobody says.</summary>
    public const int UsualLength = 1024;
}
