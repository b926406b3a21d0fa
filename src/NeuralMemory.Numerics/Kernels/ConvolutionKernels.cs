using System.Numerics;

namespace NeuralMemory.Numerics;

/// <summary>One step of a convolution over time, in which each channel is by itself.</summary>
public static unsafe class ConvolutionKernels
{
    /// <summary>y = the sum of kernel_j x_j, in the order of j, fused: a channel's sum does not depend on its place.</summary>
    /// <param name="inputs">[taps] the rows of inputs, each [<paramref name="width"/>].</param>
    /// <param name="kernel">[taps, <paramref name="width"/>]</param>
    /// <param name="taps">How many rows are summed, at least 1.</param>
    /// <param name="width">The channels.</param>
    /// <param name="y">[<paramref name="width"/>] receives the sum.</param>
    public static void Sum(Real** inputs, Real* kernel, int taps, int width, Real* y)
    {
        int lanes = Vector<Real>.Count, i = 0;
        for (; i <= width - 2 * lanes; i += 2 * lanes)
        {
            Vector<Real> sum0 = Vector<Real>.Zero, sum1 = sum0;
            Real* weight = kernel + i;
            for (int j = 0; j < taps; j++, weight += width)
            {
                sum0 = Vector.FusedMultiplyAdd(Vector.Load(weight), Vector.Load(inputs[j] + i), sum0);
                sum1 = Vector.FusedMultiplyAdd(Vector.Load(weight + lanes), Vector.Load(inputs[j] + i + lanes), sum1);
            }

            Vector.Store(sum0, y + i);
            Vector.Store(sum1, y + i + lanes);
        }

        for (; i < width; i++)
        {
            Real sum = 0;
            for (int j = 0; j < taps; j++)
                sum = Real.FusedMultiplyAdd(kernel[j * width + i], inputs[j][i], sum);
            y[i] = sum;
        }
    }

    /// <summary>Adds to the gradients of inputs and kernel, given that of the sum.</summary>
    /// <param name="inputs">[taps] the rows of inputs.</param>
    /// <param name="gradients">[taps] their gradients; of two taps none are the same.</param>
    /// <param name="kernel">[taps, <paramref name="width"/>]</param>
    /// <param name="kernelGradient">[taps, <paramref name="width"/>]</param>
    /// <param name="taps">How many rows were summed.</param>
    /// <param name="width">The channels.</param>
    /// <param name="dy">[<paramref name="width"/>] the gradient of the sum.</param>
    public static void SumGradient(
        Real** inputs, Real** gradients, Real* kernel, Real* kernelGradient, int taps, int width, Real* dy)
    {
        for (int j = 0; j < taps; j++)
        {
            Elementwise.AddTimes(kernel + j * width, dy, gradients[j], width);
            Elementwise.AddTimes(inputs[j], dy, kernelGradient + j * width, width);
        }
    }
}
