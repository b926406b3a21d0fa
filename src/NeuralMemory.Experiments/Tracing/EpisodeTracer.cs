using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Receives the trace of one sequence, gives each quantity its axes, and hands its numbers on, row by row.</summary>
/// <param name="config">The machine, which declares its quantities.</param>
/// <param name="withLinks">Whether the links between slots are wanted.</param>
internal abstract class EpisodeTracer(MachineConfig config, bool withLinks) : ITraceWriter
{
    /// <summary>What is as large as the square of a memory, or belongs to it.</summary>
    protected static readonly string[] Links = ["links/values", "links/slots"];

    private readonly Dictionary<string, TraceQuantity> _declared = config.Quantities.ToDictionary(quantity => quantity.Name);
    private readonly Dictionary<string, TracedShape> _shapes = [];

    /// <summary>Whether a quantity is one of those.</summary>
    public static bool IsOfLinks(string name) => Links.Contains(name);

    /// <summary>The step that is told of.</summary>
    protected int Step { get; private set; }

    /// <summary>Takes the numbers of a step.</summary>
    /// <param name="shape">What they are, the same object in each step.</param>
    /// <param name="numbers">As many as the shape has.</param>
    protected abstract void Take(TracedShape shape, ReadOnlySpan<float> numbers);

    /// <summary>Takes all rows of what is there once.</summary>
    /// <param name="shape">What a row is.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="numbers">[rows, the shape]</param>
    protected abstract void TakeWhole(TracedShape shape, int rows, ReadOnlySpan<float> numbers);

    void ITraceWriter.BeginStep(int step) => Step = step;

    void ITraceWriter.Write(string name, Variable value)
    {
        if (!withLinks && Links.Contains(name))
            return;
        ReadOnlySpan<float> numbers = value.Span;
        if (!_shapes.TryGetValue(name, out TracedShape? shape))
            _shapes.Add(name, shape = TracedShape.Of(name, "step", value.Shape, _declared.GetValueOrDefault(name)));
        // One sequence is traced, so that all numbers are its own.
        if (numbers.Length != shape.Length)
            throw new InvalidInputException(SourceMark.WholeFile("trace"), FormattableString.Invariant(
                $"the machine traces {numbers.Length} numbers as '{name}' in step {Step}, and {shape.Length} in those before"));
        Take(shape, numbers);
    }

    void ITraceWriter.WriteSource(string name, SequenceBatch source, Variable value)
    {
        if (Begin(name, "source", value) is not { } shape)
            return;
        // Rows of the batch lie by steps, so that those of its only sequence are in order.
        TakeWhole(shape, source.Lengths[0], value.Span[..(source.Lengths[0] * shape.Length)]);
    }

    void ITraceWriter.WriteLatents(string name, int latents, Variable value)
    {
        if (Begin(name, "latent", value) is { } shape)
            TakeWhole(shape, latents, value.Span[..(latents * shape.Length)]);
    }

    /// <summary>The shape of what is told of for the first time; null where it was told of before.</summary>
    private TracedShape? Begin(string name, string lead, Variable value)
    {
        if (_shapes.ContainsKey(name))
            return null;
        TracedShape shape = TracedShape.Of(name, lead, value.Shape, _declared.GetValueOrDefault(name));
        _shapes.Add(name, shape);
        return shape;
    }
}
