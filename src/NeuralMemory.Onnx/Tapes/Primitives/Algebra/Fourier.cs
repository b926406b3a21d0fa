using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable FourierCore(SequenceBatch batch, int column, ReadOnlySpan<double> frequencies)
    {
        Graph.Begin("Fourier");
        double[] waves = frequencies.ToArray();
        for (int i = 0; i < waves.Length; i++)
            waves[i] *= Math.PI;
        Value x = _inputs[batch].Slice(1, column, column + 1);
        Value angles = x.Cast(ElementType.Double).Multiply(Graph.NewTensor<double>("constants/waves", [waves.Length], waves));
        Value features = Value.Concat(
            1, angles.Sine().Cast(ElementType.Single), angles.Cosine().Cast(ElementType.Single), x);
        return Result(features, new Shape(batch.Rows, 2 * waves.Length + 1));
    }
}
