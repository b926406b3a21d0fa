using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    private readonly List<(Tensor Output, Tensor Gradient)> _seeds = [];
    private NativeBuffer? _gradients;

    public override Span<Real> Gradients => IsRecording
        ? (_gradients ??= new NativeBuffer(Parameters.Length)).Span
        : throw new InvalidOperationException("this tape does not record, so it has no gradients");

    public override void Seed(Variable output, ReadOnlySpan<Real> gradient) => Run(gradient, gradient =>
    {
        Tensor tensor = Of(output);
        // What no parameter and no tracked input lies behind passes nothing on.
        if (tensor.requires_grad)
            _seeds.Add((tensor, _pass.Add(Transfer.Up(gradient, Dimensions(output.Shape), _device), gradient.Length)));
        return tensor;
    });

    /// <remarks>
    /// Not <c>autograd.grad</c>, which ends the process where it fails (TorchSharp 0.107). The gradients that this leaves in tensors are in
    /// those of this tape's pass alone.
    /// </remarks>
    public override void BackwardFromSeeds() => Run(() =>
    {
        List<Tensor> targets = PassBack(_tracked.Select(variable => variable.Tensor));
        foreach (TorchVariable variable in _tracked)
            if (variable.Tensor.grad is { } gradient)
                variable.Receive(_pass.Add(gradient, 0));
        return targets;
    });

    /// <summary>Leaves the gradients of parameters in <see cref="Tape.Gradients"/>, and others in their tensors.</summary>
    /// <param name="others">What besides parameters gets its gradient.</param>
    /// <returns>All of them.</returns>
    private List<Tensor> PassBack(IEnumerable<Tensor> others)
    {
        List<Tensor> targets = [];
        _parameters.AddTargets(targets);
        targets.AddRange(others);
        if (_seeds.Count > 0 && targets.Count > 0)
        {
            torch.autograd.backward(
                _seeds.ConvertAll(seed => seed.Output), _seeds.ConvertAll(seed => seed.Gradient), inputs: targets);
        }

        _seeds.Clear();
        _afterBackward?.Invoke();
        using (torch.no_grad())
            _parameters.CopyGradients(Gradients);
        return targets;
    }
}
