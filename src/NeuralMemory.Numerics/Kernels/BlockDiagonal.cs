namespace NeuralMemory.Numerics;

/// <summary>
/// A block-diagonal matrix as packed products: small blocks are put together, with zeros between them, until they fill a panel.
/// </summary>
/// <param name="Blocks">N.</param>
/// <param name="Inputs">I of a block.</param>
/// <param name="Outputs">O of a block.</param>
public readonly record struct BlockDiagonal(int Blocks, int Inputs, int Outputs)
{
    /// <summary>How many blocks stand in one product.</summary>
    public int Together => Math.Clamp(PanelLayout.PanelWidth / Outputs, 1, Blocks);

    /// <summary>How many products there are.</summary>
    public int Products => (Blocks + Together - 1) / Together;

    /// <summary>The numbers of all packed products.</summary>
    public int Length => Products * Layout(0).Length;

    /// <summary>The transposed matrix: the way back from outputs to inputs is its forward product.</summary>
    public BlockDiagonal Turned => new(Blocks, Outputs, Inputs);

    /// <summary>How a product is packed; the last one may have fewer blocks, and then zeros in place of the others.</summary>
    private PanelLayout Layout(int product)
    {
        int count = Math.Min(Together, Blocks - product * Together);
        return new(count * Inputs, count * Outputs, IsUniform: true);
    }

    /// <summary>Packs weights [N, I, O].</summary>
    public unsafe void Pack(Real* weights, Real* packed)
    {
        int step = Layout(0).Length;
        Elementwise.Clear(packed, Length);
        for (int block = 0; block < Blocks; block++)
        {
            (int product, int place) = (block / Together, block % Together);
            PanelLayout layout = Layout(product);
            Real* target = packed + product * step;
            for (int i = 0; i < Inputs; i++, weights += Outputs)
                Copy(weights, target, layout, place, i);
        }
    }

    /// <summary>Writes weights [N, I, O] as those of the transposed matrix, [N, O, I].</summary>
    public unsafe void Turn(Real* weights, Real* turned)
    {
        for (int block = 0; block < Blocks; block++, turned += Inputs * Outputs)
            for (int i = 0; i < Inputs; i++)
                for (int o = 0; o < Outputs; o++)
                    turned[o * Inputs + i] = *weights++;
    }

    /// <summary>Adds packed gradients to those of the weights; what stands between blocks is left.</summary>
    public unsafe void AddUnpacked(Real* packed, Real* weights)
    {
        int step = Layout(0).Length, panel = PanelLayout.PanelWidth;
        for (int block = 0; block < Blocks; block++)
        {
            (int product, int place) = (block / Together, block % Together);
            PanelLayout layout = Layout(product);
            Real* source = packed + product * step;
            for (int i = 0; i < Inputs; i++, weights += Outputs)
                for (int at = 0; at < Outputs; at += panel)
                    Elementwise.Add(
                        source + layout.IndexOf(place * Inputs + i, place * Outputs + at), weights + at, Math.Min(panel, Outputs - at));
        }
    }

    /// <summary>y = x W: x [R, N I], y [R, N O].</summary>
    public unsafe void Forward(Real* x, int rows, Real* packed, Real* y)
    {
        int step = Layout(0).Length;
        for (int product = 0; product < Products; product++)
        {
            PanelLayout layout = Layout(product);
            PackedProduct.Forward(
                x + product * Together * Inputs, Blocks * Inputs, rows, packed + product * step, layout,
                y + product * Together * Outputs, Blocks * Outputs);
        }
    }

    /// <summary>dW = x^T dy, packed, with numbers between blocks that mean nothing.</summary>
    public unsafe void WeightGradient(Real* x, Real* dy, int rows, Real* packed)
    {
        int step = Layout(0).Length;
        for (int product = 0; product < Products; product++)
            PackedProduct.WeightGradient(
                x + product * Together * Inputs, Blocks * Inputs, dy + product * Together * Outputs, Blocks * Outputs, rows,
                Layout(product), packed + product * step, accumulate: false);
    }

    /// <summary>One row of a block, panel by panel.</summary>
    private unsafe void Copy(Real* row, Real* target, PanelLayout layout, int place, int input)
    {
        for (int at = 0; at < Outputs; at += PanelLayout.PanelWidth)
            Elementwise.CopyRows(
                row + at, 0, target + layout.IndexOf(place * Inputs + input, place * Outputs + at), 0,
                Math.Min(PanelLayout.PanelWidth, Outputs - at), 1);
    }
}
