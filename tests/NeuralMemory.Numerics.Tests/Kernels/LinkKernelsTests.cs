namespace NeuralMemory.Numerics.Tests;

/// <summary>The dense link matrix against naive loops: every way in which heads and slots are taken together or left over.</summary>
public sealed unsafe class LinkKernelsTests
{
    /// <summary>Slots, heads.</summary>
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int slots in (int[])[1, 3, 4, 7, 8, 13, 16, 24, 35])
                for (int heads = 1; heads <= 5; heads++)
                    sizes.Add(slots, heads);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_update_and_what_is_read_along_it(int n, int heads)
    {
        // Room between the rows of the heads, as between those of several writers.
        int stride = n + 3;
        using GuardedBuffer link = Links(n), w = Of(n, "w"), p = Of(n, "p"), reads = Of(heads * n, "reads");
        using GuardedBuffer next = new(n * n), forward = new(heads * stride), backward = new(heads * stride);
        LinkKernels.Update(
            link.Pointer, w.Pointer, p.Pointer, n, reads.Pointer, heads, next.Pointer, forward.Pointer, backward.Pointer, stride);
        double[] expected = new double[n * n], ahead = new double[heads * stride], back = new double[heads * stride];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double value = i == j ? 0 : (1.0 - w[i] - w[j]) * link[i * n + j] + (double)w[i] * p[j];
                expected[i * n + j] = value;
                for (int h = 0; h < heads; h++)
                {
                    ahead[h * stride + i] += value * reads[h * n + j];
                    back[h * stride + j] += value * reads[h * n + i];
                }
            }
        }

        Near.Equal(expected, next);
        Near.Equal(ahead, forward, 2e-6);
        Near.Equal(back, backward, 2e-6);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_gradients_of_an_update(int n, int heads)
    {
        int stride = n + 3;
        using GuardedBuffer link = Links(n), next = Links(n), w = Of(n, "w"), p = Of(n, "p"), reads = Of(heads * n, "reads");
        using GuardedBuffer dForward = Of(heads * stride, "dForward"), dBackward = Of(heads * stride, "dBackward");
        using GuardedBuffer gradient = Of(n * n, "gradient"), dW = Of(n, "dW"), dP = Of(n, "dP"), dReads = Of(heads * n, "dReads");
        double[] g = gradient.ToDouble(), ofW = dW.ToDouble(), ofP = dP.ToDouble(), ofReads = dReads.ToDouble();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int h = 0; h < heads; h++)
                {
                    double ahead = dForward[h * stride + i], back = dBackward[h * stride + j];
                    g[i * n + j] += ahead * reads[h * n + j] + back * reads[h * n + i];
                    ofReads[h * n + j] += ahead * next[i * n + j];
                    ofReads[h * n + i] += back * next[i * n + j];
                }

                double d = i == j ? 0 : g[i * n + j];
                ofW[i] += d * ((double)p[j] - link[i * n + j]);
                ofW[j] -= d * link[i * n + j];
                ofP[j] += d * w[i];
                g[i * n + j] = d * (1.0 - w[i] - w[j]);
            }
        }

        LinkKernels.UpdateGradient(
            link.Pointer, w.Pointer, p.Pointer, n, reads.Pointer, heads, next.Pointer, dForward.Pointer, dBackward.Pointer, stride,
            gradient.Pointer, dW.Pointer, dP.Pointer, dReads.Pointer);
        Near.Equal(g, gradient, 2e-6);
        Near.Equal(ofW, dW, 4e-6);
        Near.Equal(ofP, dP, 4e-6);
        Near.Equal(ofReads, dReads, 4e-6);
    }

    private static GuardedBuffer Of(int length, string name) => GuardedBuffer.Random(length, name);

    private static GuardedBuffer Links(int n)
    {
        GuardedBuffer links = Of(n * n, "links");
        for (int i = 0; i < n; i++)
            links.Span[i * n + i] = 0;
        return links;
    }
}
