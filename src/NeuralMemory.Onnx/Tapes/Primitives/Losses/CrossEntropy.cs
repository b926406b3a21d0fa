using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable LossCore(
        string name, Variable logits, in LossTargets wanted, ReadOnlySpan<TargetGroup> groups, Real scale) =>
        throw new InvalidOperationException("a model answers; nothing is lost in it");
}
