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

    private readonly Dictionary<string, WeightAxis> _whole = [];

    /// <summary>What looked: steps, those of what was read before the first one, or latents.</summary>
    public WeightAxis RowsOf(WeightTrace trace) => _whole.GetValueOrDefault(trace.Quantity, WeightAxis.Steps);

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

    void ITraceWriter.WriteSource(string name, SequenceBatch source, Variable value) =>
        Keep(name, WeightAxis.Source, value, Enumerable.Range(0, source.Lengths[0]).Select(t => source.Row(0, t)));

    void ITraceWriter.WriteLatents(string name, int latents, Variable value) =>
        Keep(name, WeightAxis.Latents, value, Enumerable.Range(0, latents));

    /// <summary>Keeps what there is once, but is told of at every step.</summary>
    private void Keep(string name, WeightAxis looked, Variable value, IEnumerable<int> rows)
    {
        if (_steps.TryGetValue(name, out List<Step>? steps) && _whole.TryAdd(name, looked))
            steps.AddRange(rows.Select(row => Step.Of(value, row)));
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
