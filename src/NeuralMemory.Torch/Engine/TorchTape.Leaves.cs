using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    // While inputs are tracked: leaves, and the results that came of them.
    private readonly List<TorchVariable> _tracked = [];

    public override Variable Inputs(SequenceBatch batch, int row, int rows) =>
        Run(() => Leaf(InputsOf(batch).narrow(0, row, rows), new Shape(rows, batch.InputWidth), ownNumbers: false));

    public override Variable Fill(Shape shape, Real value) => Run(() =>
    {
        using Scalar number = Numbers.Of(value);
        Tensor tensor = torch.full(Dimensions(shape), number, Precision.Type, _device);
        return new TorchVariable(this, shape, _current.Add(tensor, shape.Count), needsGradient: false);
    });

    protected override Variable ConstantCore(ReadOnlySpan<Real> values, Shape shape) => Run(values, values =>
    {
        // What a step makes is not expected to come again: there may be any number of steps.
        bool isOfPass = _current == _pass;
        Tensor tensor = isOfPass ? Constants.Next(values) : Transfer.Up(values, [values.Length], _device);
        if (values.Length < shape.Count)
            tensor = tensor.expand(shape.Count / values.Length, values.Length).reshape(Dimensions(shape));
        return Leaf(tensor.view(Dimensions(shape)), shape, ownNumbers: !isOfPass || values.Length < shape.Count);
    });

    protected override Variable UseCore(Parameter parameter) =>
        Run(() => new TorchVariable(this, parameter.Shape, _parameters.Leaf(parameter), IsRecording));

    protected override Variable NewKeptCore(Shape shape) =>
        new TorchVariable(this, shape, new KeptRows(shape, _pass, IsRecording), IsRecording);

    /// <summary>All inputs of a batch, on the device since the first use of any in this pass.</summary>
    private Tensor InputsOf(SequenceBatch batch)
    {
        if (_feed is not null && _feed.Batch == batch)
            return _feed.Inputs;
        foreach ((SequenceBatch there, Tensor inputs) in _inputs)
            if (there == batch)
                return inputs;
        Tensor tensor = Transfer.Up(batch.Inputs, [batch.Rows, batch.InputWidth], _device);
        _inputs.Add((batch, _pass.Add(tensor, batch.Inputs.Length)));
        return tensor;
    }

    /// <summary>A variable that no primitive made; where inputs are tracked its gradient is kept.</summary>
    private TorchVariable Leaf(Tensor view, Shape shape, bool ownNumbers)
    {
        bool isTracked = IsRecording && TracksInputs;
        Tensor tensor = isTracked ? view.detach().requires_grad_(true) : view;
        var leaf = new TorchVariable(this, shape, _current.Add(tensor, ownNumbers ? shape.Count : 0), isTracked);
        if (isTracked)
            _tracked.Add(leaf);
        return leaf;
    }
}
