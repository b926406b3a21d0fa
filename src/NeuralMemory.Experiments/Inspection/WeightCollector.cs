using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>Keeps the weights of the first sequence of a pass, step by step.</summary>
/// <param name="traces">Which weights.</param>
internal sealed class WeightCollector(IReadOnlyList<WeightTrace> traces) : ITraceWriter
{
    private readonly Dictionary<string, List<Step>> _steps = traces.Select(trace => trace.Quantity).Distinct()
        .ToDictionary(quantity => quantity, _ => new List<Step>());

    private readonly HashSet<string> _read = [];

    /// <summary>Whether the weights of a quantity are those of what was read before the first step.</summary>
    public bool IsOfSource(WeightTrace trace) => _read.Contains(trace.Quantity);

    /// <summary>The weights of one head [steps, the most columns of a step]; null where the machine gave none.</summary>
    public float[,]? WeightsOf(WeightTrace trace, int head)
    {
        List<Step> steps = _steps[trace.Quantity];
        if (steps.Count == 0)
            return null;
        var weights = new float[steps.Count, steps.Max(step => step.Columns)];
        for (int row = 0; row < steps.Count; row++)
            for (int column = 0; column < steps[row].Columns; column++)
                weights[row, column] = (float)steps[row].Numbers[(trace.First + head) * steps[row].Columns + column];
        return weights;
    }

    void ITraceWriter.BeginStep(int step)
    {
    }

    void ITraceWriter.Write(string name, Variable value)
    {
        if (_steps.TryGetValue(name, out List<Step>? steps))
            steps.Add(Step.Of(value, 0));
    }

    void ITraceWriter.WriteSource(string name, SequenceBatch source, Variable value)
    {
        // What is read once is told of at every step.
        if (!_steps.TryGetValue(name, out List<Step>? steps) || !_read.Add(name))
            return;
        for (int t = 0; t < source.Lengths[0]; t++)
            steps.Add(Step.Of(value, source.Row(0, t)));
    }

    private sealed record Step(Real[] Numbers, int Columns)
    {
        public static Step Of(Variable value, int row)
        {
            int length = value.Shape.RowCount;
            return new(value.Span.Slice(row * length, length).ToArray(), value.Shape.Width);
        }
    }
}
