using NeuralMemory.Autodiff;
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
}
