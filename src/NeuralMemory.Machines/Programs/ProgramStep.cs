using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Which programs the heads of a machine ran in a step.</summary>
public sealed class ProgramStep
{
    internal SignalValues Signals { get; } = new();

    /// <summary>[B, H, P] the share of each program in what each head is told, readers first.</summary>
    public Variable Weights { get; internal set; } = null!;

    internal void Describe(ITraceWriter trace)
    {
        Signals.Describe(trace);
        trace.Write(ProgramsLayout.Weights, Weights);
    }
}
