namespace NeuralMemory.Numerics.Tests;

/// <summary>The three products of a linear layer against naive loops: odd shapes, strides, and the edges of panels and tiles.</summary>
public sealed unsafe class PackedProductTests
{
    /// <summary>Rows, inputs, outputs.</summary>
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            for (int rows = 1; rows <= 14; rows++)
                shapes.Add(rows, 5, 2 * PanelLayout.PanelWidth - 1);
            for (int inputs = 1; inputs <= 19; inputs++)
                shapes.Add(3, inputs, PanelLayout.PanelWidth);
            for (int outputs = 1; outputs <= 2 * PanelLayout.PanelWidth + 1; outputs++)
                shapes.Add(5, 9, outputs);
            // More rows than the weight gradient takes at a time.
            shapes.Add(385, 3, 17);
            shapes.Add(200, 30, 33);
            // More panels than a uniform row takes at a time.
            for (int rows = 1; rows <= 4; rows++)
                shapes.Add(rows, 7, 7 * PanelLayout.PanelWidth + 3);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_forward_product(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer y = GuardedBuffer.Random(rows * s.YStride, "old y");
        double[] old = y.ToDouble();
        PackedProduct.Forward(s.X.Pointer, s.XStride, rows, s.W.Pointer, s.Layout, y.Pointer, s.YStride);
        Near.Equal(Enumerable.Range(0, rows * s.YStride).Select(i => i % s.YStride >= outputs
            ? old[i]
            : Enumerable.Range(0, inputs)
                .Sum(k => (double)s.X[i / s.YStride * s.XStride + k] * s.W[s.Layout.IndexOf(k, i % s.YStride)])), y, 2e-6);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_weight_gradient(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer y = GuardedBuffer.Random(rows * s.YStride, "dy"), dw = GuardedBuffer.Random(s.Layout.Length, "old dw");
        foreach (bool accumulate in (bool[])[false, true])
        {
            double[] expected = accumulate ? dw.ToDouble() : new double[s.Layout.Length];
            for (int k = 0; k < inputs; k++)
                for (int o = 0; o < outputs; o++)
                    for (int r = 0; r < rows; r++)
                        expected[s.Layout.IndexOf(k, o)] += (double)s.X[r * s.XStride + k] * y[r * s.YStride + o];
            PackedProduct.WeightGradient(s.X.Pointer, s.XStride, y.Pointer, s.YStride, rows, s.Layout, dw.Pointer, accumulate);
            Near.Equal(expected, dw, 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Padding_of_a_weight_gradient_is_exactly_zero(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer y = GuardedBuffer.Random(rows * s.YStride, "dy"), dw = GuardedBuffer.Random(s.Layout.Length, "old dw");
        PackedProduct.WeightGradient(s.X.Pointer, s.XStride, y.Pointer, s.YStride, rows, s.Layout, dw.Pointer, accumulate: false);
        for (int k = 0; k < inputs; k++)
            for (int o = 0; o < outputs; o++)
                dw.Span[s.Layout.IndexOf(k, o)] = 0;
        Assert.Equal(new Real[s.Layout.Length], dw.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_input_gradient(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer dy = GuardedBuffer.Random(rows * s.YStride, "dy");
        foreach (int from in (int[])[0, inputs / 2])
        {
            int count = inputs - from, stride = count + 2;
            using GuardedBuffer dx = GuardedBuffer.Random(rows * stride, "old dx");
            double[] expected = dx.ToDouble();
            for (int r = 0; r < rows; r++)
                for (int k = 0; k < count; k++)
                    expected[r * stride + k] = Enumerable.Range(0, outputs)
                        .Sum(o => (double)dy[r * s.YStride + o] * s.W[s.Layout.IndexOf(from + k, o)]);
            PackedProduct.InputGradient(dy.Pointer, s.YStride, rows, s.W.Pointer, s.Layout, from, count, dx.Pointer, stride);
            Near.Equal(expected, dx, 2e-6);
        }
    }

    /// <summary>Four rows of so many outputs are more than the stack of a thread.</summary>
    [Fact]
    public void The_input_gradient_of_a_layer_with_very_many_outputs()
    {
        const int outputs = 600_001, rows = 5;
        var layout = new PanelLayout(1, outputs);
        using GuardedBuffer w = new(layout.Length), dy = new(rows * outputs), dx = new(rows);
        dy.Span.Clear();
        w.Span.Clear();
        for (int r = 0; r < rows; r++)
            dy.Span[r * outputs + outputs - 1 - r] = w.Span[layout.IndexOf(0, outputs - 1 - r)] = r + 1;
        PackedProduct.InputGradient(dy.Pointer, outputs, rows, w.Pointer, layout, 0, 1, dx.Pointer, 1);
        Assert.Equal<Real>([1, 4, 9, 16, 25], dx.Span.ToArray());
    }

    /// <summary>A row's result depends on the rows beside it by rounding alone.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_has_the_same_result_alone(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer together = new(rows * s.YStride), alone = new(rows * s.YStride);
        PackedProduct.Forward(s.X.Pointer, s.XStride, rows, s.W.Pointer, s.Layout, together.Pointer, s.YStride);
        for (int r = 0; r < rows; r++)
            PackedProduct.Forward(
                s.X.Pointer + r * s.XStride, s.XStride, 1, s.W.Pointer, s.Layout, alone.Pointer + r * s.YStride, s.YStride);
        Near.Equal(together.ToDouble(), alone, 2e-6);
    }

    /// <summary>Of a uniform layer not even that.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_of_a_uniform_layer_has_the_same_bits_however_rows_are_split(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs, isUniform: true);
        using GuardedBuffer whole = new(rows * s.YStride), parts = new(rows * s.YStride);
        PackedProduct.Forward(s.X.Pointer, s.XStride, rows, s.W.Pointer, s.Layout, whole.Pointer, s.YStride);
        for (int size = 1; size <= Math.Min(rows, 8); size++)
        {
            parts.Span.Clear();
            for (int r = 0; r < rows; r += size)
                PackedProduct.Forward(
                    s.X.Pointer + r * s.XStride, s.XStride, Math.Min(size, rows - r), s.W.Pointer, s.Layout, parts.Pointer + r * s.YStride,
                    s.YStride);
            for (int r = 0; r < rows; r++)
                Assert.Equal(Row(whole, r), Row(parts, r));
        }

        Real[] Row(GuardedBuffer y, int row) => y.Span.Slice(row * s.YStride, outputs).ToArray();
    }

    /// <summary>Every row, however many others are computed with it, has the bits that it has among all.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shares_of_the_rows_have_the_bits_of_all(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer whole = new(rows * s.YStride), dy = GuardedBuffer.Random(rows * s.YStride, "dy"), dx = new(rows * inputs);
        PackedProduct.Forward(s.X.Pointer, s.XStride, rows, s.W.Pointer, s.Layout, whole.Pointer, s.YStride);
        PackedProduct.InputGradient(dy.Pointer, s.YStride, rows, s.W.Pointer, s.Layout, 0, inputs, dx.Pointer, inputs);
        foreach (int step in (int[])[1, 2, 3, 4, 7, rows])
            for (int first = 0; first < step; first++)
            {
                RowShare share = new(rows, first, step);
                if (share.Rows == 0)
                    continue;
                using GuardedBuffer x = new(share.Rows * s.XStride), y = new(share.Rows * s.YStride);
                using GuardedBuffer ownDy = new(share.Rows * s.YStride), ownDx = new(share.Rows * inputs);
                for (int r = 0; r < share.Rows; r++)
                {
                    Row(s.X, first + r * step, s.XStride).CopyTo(Row(x, r, s.XStride));
                    Row(dy, first + r * step, s.YStride).CopyTo(Row(ownDy, r, s.YStride));
                }

                PackedProduct.Forward(x.Pointer, s.XStride, share, s.W.Pointer, s.Layout, y.Pointer, s.YStride);
                PackedProduct.InputGradient(ownDy.Pointer, s.YStride, share, s.W.Pointer, s.Layout, 0, inputs, ownDx.Pointer, inputs);
                for (int r = 0; r < share.Rows; r++)
                {
                    Assert.Equal(Row(whole, first + r * step, s.YStride)[..outputs], Row(y, r, s.YStride)[..outputs]);
                    Assert.Equal(Row(dx, first + r * step, inputs), Row(ownDx, r, inputs));
                }
            }

        static Span<Real> Row(GuardedBuffer buffer, int row, int stride) => buffer.Span.Slice(row * stride, stride);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_weight_gradient_may_be_computed_panel_by_panel(int rows, int inputs, int outputs)
    {
        using var s = new Layer(rows, inputs, outputs);
        using GuardedBuffer dy = GuardedBuffer.Random(rows * s.YStride, "dy");
        using GuardedBuffer whole = new(s.Layout.Length), parts = new(s.Layout.Length);
        PackedProduct.WeightGradient(s.X.Pointer, s.XStride, dy.Pointer, s.YStride, rows, s.Layout, whole.Pointer, accumulate: false);
        for (int panel = 0; panel < s.Layout.Panels; panel++)
            PackedProduct.WeightGradient(
                s.X.Pointer, s.XStride, dy.Pointer, s.YStride, rows, s.Layout, panel, panel + 1, parts.Pointer, accumulate: false);
        Assert.Equal(whole.Span, parts.Span);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_forward_product_of_a_uniform_layer(int rows, int inputs, int outputs)
    {
        using Layer uniform = new(rows, inputs, outputs, isUniform: true), other = new(rows, inputs, outputs);
        using GuardedBuffer y = GuardedBuffer.Random(rows * other.YStride, "y"), expected = GuardedBuffer.Random(rows * other.YStride, "y");
        PackedProduct.Forward(other.X.Pointer, other.XStride, rows, other.W.Pointer, other.Layout, expected.Pointer, other.YStride);
        PackedProduct.Forward(uniform.X.Pointer, other.XStride, rows, uniform.W.Pointer, uniform.Layout, y.Pointer, other.YStride);
        Near.Equal(expected.ToDouble(), y, 2e-6);
    }

    private sealed class Layer : IDisposable
    {
        public Layer(int rows, int inputs, int outputs, bool isUniform = false)
        {
            Layout = new PanelLayout(inputs, outputs, isUniform);
            (XStride, YStride) = (inputs + 3, outputs + 1);
            X = GuardedBuffer.Random(rows * XStride, "x");
            W = new GuardedBuffer(Layout.Length);
            var stream = new RandomStream(StreamKey.FromSeed(2));
            for (int k = 0; k < inputs; k++)
                for (int o = 0; o < outputs; o++)
                    W.Span[Layout.IndexOf(k, o)] = (Real)stream.NextGaussian();
        }

        public PanelLayout Layout { get; }

        public int XStride { get; }

        public int YStride { get; }

        public GuardedBuffer X { get; }

        public GuardedBuffer W { get; }

        public void Dispose()
        {
            X.Dispose();
            W.Dispose();
        }
    }
}
