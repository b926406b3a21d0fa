using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable AnsweredCore(Variable x, SequenceBatch batch) => Run(() =>
    {
        Tensor rows = _feed is not null && _feed.Batch == batch
            ? _feed.Answered.to(torch.ScalarType.Int64)
            : AnsweredOf(batch);
        return Result("Answered", Of(x).index_select(0, rows), new Shape(batch.Answers, x.Shape.RowCount));
    });

    private Tensor AnsweredOf(SequenceBatch batch)
    {
        CaptureGuard.Refuse("asks for rows that no graph could know");
        return Transfer.Up(Array.ConvertAll(batch.Answered.ToArray(), row => (long)row), _device);
    }
}
