using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What the controller asks the program memory: a key and a strength for each head.</summary>
internal sealed class ProgramsLayout : SignalTable
{
    /// <summary>What a trace calls the weights.</summary>
    public const string Weights = "programs/weights";

    /// <param name="config">The programs.</param>
    /// <param name="readers">R.</param>
    /// <param name="writers">V.</param>
    public ProgramsLayout(ProgramsConfig config, int readers, int writers)
    {
        (Count, Heads) = (config.Count, TraceAxis.Heads(readers, writers));
        int heads = readers + writers;
        Queries = Add(
            new("queries", heads, config.Key, SignalRange.Linear, Trace: "programs/queries"), "program query", Heads, TraceAxis.Width);
        Strengths = Add(
            new("strengths", heads, 1, SignalRange.Strength, Bias: 1, Trace: "programs/strengths"), "program strength", Heads);
        Complete();
    }

    /// <summary>P.</summary>
    public int Count { get; }

    /// <summary>The heads, readers first.</summary>
    public TraceAxis Heads { get; }

    public int Queries { get; }

    public int Strengths { get; }

    /// <summary>What each program is called.</summary>
    public IReadOnlyList<string> Names => [.. Enumerable.Range(1, Count).Select(i => FormattableString.Invariant($"program {i}"))];

    /// <summary>The weights as a quantity of the trace.</summary>
    public TraceQuantity WeightsQuantity =>
        new(Weights, "programs", TraceRange.Distribution, Heads, new("program") { Labels = Names });
}
