using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// Keeps what a machine tells of its steps: the numbers, and on a tape that records the variables, whose gradients come later.
/// </summary>
internal sealed class RecordedTrace : ITraceWriter
{
    private int _step = -1;

    public List<(int Step, string Name, Variable Variable, Real[] Values, int[] Shape)> Entries { get; } = [];

    /// <summary>What was told of all steps of a source, or of all latents, at once.</summary>
    public Dictionary<string, (Real[] Values, int[] Shape)> Whole { get; } = [];

    public void BeginStep(int step)
    {
        Assert.Equal(_step + 1, step);
        _step = step;
    }

    public void Write(string name, Variable value) => Entries.Add((_step, name, value, value.Span.ToArray(), value.Shape.ToArray()));

    public void WriteSource(string name, SequenceBatch source, Variable value)
    {
        Assert.Equal(source.Rows, value.Rows);
        Whole.Add(name, (value.Span.ToArray(), value.Shape.ToArray()));
    }

    public void WriteLatents(string name, int latents, Variable value)
    {
        Assert.Equal(0, value.Rows % latents);
        Whole.Add(name, (value.Span.ToArray(), value.Shape.ToArray()));
    }

    public Variable Variable(string name, int step) => Entries.Single(entry => entry.Name == name && entry.Step == step).Variable;

    public Real[] Values(string name, int step) => Entries.Single(entry => entry.Name == name && entry.Step == step).Values;
}
