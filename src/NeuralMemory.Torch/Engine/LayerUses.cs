using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// The uses of a linear layer in one pass, step after step. Its weights stay outside of autograd: the gradients of the outputs are asked
/// for instead, and the weight gradient is one product over all steps in place of one, and a sum, for each.
/// </summary>
internal sealed class LayerUses
{
    private readonly List<Tensor> _inputs = [], _outputs = [];

    /// <summary>The outputs [B, O], which are to have gradients.</summary>
    public IReadOnlyList<Tensor> Outputs => _outputs;

    /// <summary>Adds a use.</summary>
    /// <param name="inputs">[B, K]</param>
    /// <param name="outputs">[B, O]</param>
    public void Add(Tensor inputs, Tensor outputs)
    {
        _inputs.Add(inputs);
        _outputs.Add(outputs);
    }

    /// <summary>Adds the weight gradient to a packed block of zeros.</summary>
    public void AddWeightGradient(PanelLayout layout, Tensor block)
    {
        List<Tensor> inputs = [], gradients = [];
        for (int i = 0; i < _outputs.Count; i++)
        {
            if (_outputs[i].grad is not { } gradient)
                continue;
            inputs.Add(_inputs[i]);
            gradients.Add(gradient);
        }

        if (inputs.Count == 0)
            return;
        Tensor product = torch.cat(inputs, 0).t().mm(torch.cat(gradients, 0));
        int padding = layout.Panels * PanelLayout.PanelWidth - layout.Outputs;
        if (padding > 0)
            product = torch.nn.functional.pad(product, (0, padding));
        block.view(layout.Panels, layout.Inputs, PanelLayout.PanelWidth)
            .copy_(product.view(layout.Inputs, layout.Panels, PanelLayout.PanelWidth).permute(1, 0, 2));
    }
}
