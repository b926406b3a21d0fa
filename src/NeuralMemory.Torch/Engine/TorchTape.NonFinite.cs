using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    public override string? FindNonFinite() => Run<string?>(() =>
    {
        foreach (Made result in _results)
        {
            using var scope = torch.NewDisposeScope();
            if (FirstNonFinite(result, result.Tensor) is { } place)
                return place;
        }

        return null;
    });

    protected override string? WatchBackward(Action again)
    {
        again();
        return Run(() =>
        {
            PassBack(_results.Where(result => result.Tensor.requires_grad).Select(result => result.Tensor));
            string? place = null;
            for (int i = _results.Count - 1; i >= 0; i--)
            {
                if (_results[i].Tensor.grad is not { } gradient)
                    continue;
                _pass.Add(gradient, 0);
                place ??= FirstNonFinite(_results[i], gradient, "the gradient of ");
            }

            return place;
        });
    }

    private string? FirstNonFinite(in Made result, Tensor tensor, string what = "")
    {
        if (tensor.isfinite().all().item<bool>())
            return null;
        var numbers = new Real[result.Shape.Count];
        Transfer.Down(tensor, numbers);
        int at = Array.FindIndex(numbers, number => !Real.IsFinite(number));
        string name = result.Part is null ? result.Name : $"{result.Name} '{result.Part}'";
        return Place($"{what}{name}", result.Step, result.Shape, at, result.Axes, numbers[at]);
    }
}
