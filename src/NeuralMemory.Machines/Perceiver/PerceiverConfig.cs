using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A Perceiver (Jaegle et al. 2021, arXiv 2103.03206): an array of latents reads the inputs, however many and of whatever kind, and works
/// on what it has read. Answers come from queries, one for each step (Perceiver IO, Jaegle et al. 2022, arXiv 2107.14795), or from the
/// latents' mean.
/// </summary>
public sealed record PerceiverConfig : MachineConfig
{
    /// <inheritdoc/>
    public override string Kind => "perceiver";

    /// <summary>N, the number of latents, at least 1.</summary>
    public int Latents { get; init; } = 32;

    /// <summary>E, the numbers of a latent, at least 1.</summary>
    public int Width { get; init; } = 64;

    /// <summary>H, the heads of each attention, which divide <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>L, the layers in which latents look at one another after each look at the inputs, at least 0.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>How often the latents look at the inputs, at least 1; each time by the same weights from the second on.</summary>
    public int Looks { get; init; } = 1;

    /// <summary>The units of the network behind each attention, at least 1.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>What answers.</summary>
    public PerceiverAnswer Answer { get; init; }

    /// <summary>
    /// Whether the place of a step in its sequence goes with its input, as Fourier features. Without it the order of steps is unknown, and
    /// what tells them apart has to stand in their inputs.
    /// </summary>
    public bool Time { get; init; } = true;

    /// <summary>How many steps span the range of Fourier features, at least 2; later ones lie outside of it.</summary>
    public int Places { get; init; } = 128;

    /// <summary>How many of the last input columns are coordinates in [-1, 1], of which Fourier features are made, at least 0.</summary>
    public int Coordinates { get; init; }

    /// <summary>The frequencies of Fourier features, at least 1.</summary>
    public int Bands { get; init; } = 8;

    /// <summary>The largest of them is half of this, at least 1.</summary>
    public double MaxFrequency { get; init; } = 32;

    /// <inheritdoc/>
    public override bool ReadsAhead => true;

    /// <inheritdoc/>
    public override bool ComputesAtOnce => true;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
        Answer == PerceiverAnswer.Queries
            ? [new(PerceiverWeights.OfAnswer, 0, Heads, "answer head")]
            : [new(PerceiverWeights.OfLook(this, Looks - 1), 0, Heads, "look head")];

    /// <inheritdoc/>
    public override IReadOnlyList<WeightTrace> WeightTraces => [.. PerceiverWeights.All(this)];

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        if (MachineProblems.OfHeads(Heads, Width) is { } heads)
            yield return heads;
        if (Coordinates > inputs.Width)
            yield return new("coordinates", $"{Coordinates} coordinates cannot be among {inputs.Width} input columns");
        else if (inputs.Symbols.FirstOrDefault(symbol => symbol.Column >= inputs.Width - Coordinates) is { } symbol)
            yield return new("coordinates", $"one of the last {Coordinates} input columns is no coordinate but the symbol '{symbol.Name}'");
    }

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => parameter.StartsWith("latents", StringComparison.Ordinal) ? "latents" : "width";

    /// <inheritdoc/>
    public override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, initialization);
        var reader = new InputReader(inputs, Embedding, scope);
        var layers = new PerceiverLayers(this, reader, outputWidth, scope);
        return new PerceiverMachine(this, inputs, outputWidth, parameters.Complete(), reader, layers);
    }

    /// <inheritdoc/>
    public override ParameterSet Declare(InputLayout inputs, int outputWidth)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, default);
        _ = new PerceiverLayers(this, new InputReader(inputs, Embedding, scope), outputWidth, scope);
        return parameters;
    }
}

/// <summary>What a Perceiver answers from.</summary>
public enum PerceiverAnswer
{
    /// <summary>A query for each step, made of its input and place, which looks at the latents.</summary>
    Queries,

    /// <summary>The mean of the latents: the same answer at every step.</summary>
    Mean,
}
