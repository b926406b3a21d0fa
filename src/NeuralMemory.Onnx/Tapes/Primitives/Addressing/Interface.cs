using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    /// <summary>The largest strength and exponent.</summary>
    private const double Bound = 1e4;

    protected override void InterfaceCore(Variable raw, InterfaceLayout layout, Span<Variable> signals)
    {
        Graph.Begin("Interface");
        Value[] slices = Of(raw).Split(1, [.. layout.Signals.Select(signal => (long)(signal.Heads * signal.Width))]);
        for (int i = 0; i < slices.Length; i++)
        {
            Signal signal = layout.Signals[i];
            Graph.Begin($"Interface/{signal.Name}");
            var shape = new Shape(raw.Rows, signal.Heads, signal.Width);
            signals[i] = Result(Squash(signal, slices[i].Reshape(OpenRows(shape))), shape);
        }
    }

    private static Value Squash(Signal signal, Value x) => signal.Range switch
    {
        SignalRange.Linear => x,
        SignalRange.Gate when signal.Floor > 0 => x.Sigmoid().Multiply(1 - signal.Floor).Add(signal.Floor),
        SignalRange.Gate => x.Sigmoid(),
        SignalRange.Strength => x.Softplus().AtMost(Bound),
        SignalRange.AtLeastOne => x.Softplus().Add(1).AtMost(Bound),
        SignalRange.Distribution => x.Softmax(),
        _ => throw new InvalidOperationException($"the signal range {signal.Range} is missing here"),
    };
}
