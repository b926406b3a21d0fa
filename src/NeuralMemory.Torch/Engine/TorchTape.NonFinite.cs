using TorchSharp;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    public override string? FindNonFinite() => Run<string?>(() =>
    {
        foreach (Made result in _results)
        {
            using var scope = torch.NewDisposeScope();
            if (result.Tensor.isfinite().all().item<bool>())
                continue;
            var numbers = new Real[result.Shape.Count];
            Transfer.Down(result.Tensor, numbers);
            int at = Array.FindIndex(numbers, number => !Real.IsFinite(number));
            string name = result.Part is null ? result.Name : $"{result.Name} '{result.Part}'";
            return Place(name, result.Step, result.Shape, at, result.Axes, numbers[at]);
        }

        return null;
    });
}
