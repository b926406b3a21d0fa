using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    private Real[] _mask = [];

    protected override Variable DropoutCore(Variable x, double rate) => Run(() =>
    {
        int count = x.Shape.Count;
        if (_feed is not null)
        {
            Tensor drawn = _feed.Dropouts.Next(x.Rows, x.Shape.RowCount, rate, _number).view(Dimensions(x.Shape));
            return Result("Dropout", Of(x).mul(drawn), x.Shape);
        }

        if (_mask.Length < count)
            _mask = new Real[count];
        DrawMask(_mask.AsSpan(0, count), x.Rows, rate);
        Tensor mask = Transfer.Up(_mask.AsSpan(0, count), Dimensions(x.Shape), _device);
        return Result("Dropout", Of(x).mul(mask), x.Shape);
    });

    protected override Variable DropoutCore(Variable x, double rate, SequenceBatch batch) => Run(() =>
    {
        int count = x.Shape.Count;
        if (_feed is not null)
        {
            // A mask for each step: the sequences of the batch that comes may end earlier than this one's.
            var steps = new Tensor[batch.MaxLength];
            for (int t = 0; t < steps.Length; t++)
                steps[t] = _feed.Dropouts.Next(batch.RowsAt(t), x.Shape.RowCount, rate, t);
            return Result("Dropout", Of(x).mul(torch.cat(steps, 0).view(Dimensions(x.Shape))), x.Shape);
        }

        if (_mask.Length < count)
            _mask = new Real[count];
        DrawMask(_mask.AsSpan(0, count), rate, batch);
        Tensor mask = Transfer.Up(_mask.AsSpan(0, count), Dimensions(x.Shape), _device);
        return Result("Dropout", Of(x).mul(mask), x.Shape);
    });
}
