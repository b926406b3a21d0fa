using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The Transformer as one writes it in TorchSharp by hand: the library's layers, its fused scaled dot attention, autograd, clipping and Adam.
/// </summary>
internal sealed class PlainTorchTransformer : Module<Tensor, Tensor>
{
    private readonly Linear _embedding, _output;
    private readonly Tensor _positions;
    private readonly ModuleList<Layer> _layers;
    private readonly LayerNorm _norm;

    public PlainTorchTransformer(int length) : base(nameof(PlainTorchTransformer))
    {
        _embedding = Linear(TransformerCase.Inputs, TransformerCase.Width);
        _positions = randn(length, TransformerCase.Width);
        _layers = new ModuleList<Layer>([.. Enumerable.Range(0, TransformerCase.Layers).Select(_ => new Layer())]);
        _norm = LayerNorm(TransformerCase.Width);
        _output = Linear(TransformerCase.Width, TransformerCase.Outputs);
        RegisterComponents();
    }

    /// <summary>[B, T, I] to logits [B, T, O].</summary>
    public override Tensor forward(Tensor inputs)
    {
        Tensor x = _embedding.forward(inputs) + _positions;
        foreach (Layer layer in _layers)
            x = layer.forward(x);
        return _output.forward(_norm.forward(x));
    }

    private sealed class Layer : Module<Tensor, Tensor>
    {
        private readonly LayerNorm _before = LayerNorm(TransformerCase.Width), _between = LayerNorm(TransformerCase.Width);
        private readonly Linear _queryKeyValue = Linear(TransformerCase.Width, 3 * TransformerCase.Width);
        private readonly Linear _mixed = Linear(TransformerCase.Width, TransformerCase.Width);
        private readonly Linear _hidden = Linear(TransformerCase.Width, TransformerCase.Hidden);
        private readonly Linear _made = Linear(TransformerCase.Hidden, TransformerCase.Width);

        public Layer() : base(nameof(Layer)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            long batch = x.shape[0], length = x.shape[1];
            Tensor[] parts = _queryKeyValue.forward(_before.forward(x)).view(batch, length, 3, TransformerCase.Heads, -1).permute(2, 0, 3, 1, 4)
                .unbind(0);
            Tensor seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            x = x + _mixed.forward(seen.transpose(1, 2).reshape(batch, length, TransformerCase.Width));
            return x + _made.forward(functional.gelu(_hidden.forward(_between.forward(x))));
        }
    }
}
