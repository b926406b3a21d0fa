using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable DropoutCore(Variable x, double rate) => throw Drawn();

    protected override Variable DropoutCore(Variable x, double rate, SequenceBatch batch) => throw Drawn();

    private static InvalidOperationException Drawn() => new("a model draws nothing: the tape was reset without a random stream");
}
