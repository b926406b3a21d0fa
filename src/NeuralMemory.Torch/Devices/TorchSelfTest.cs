using System.Runtime.InteropServices;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>
/// Asks whether torch computes right on a device: the loss sum(tanh(x W)) of a small product and its gradient by W, against the same in
/// double precision on the processor, by C# alone.
/// </summary>
public static class TorchSelfTest
{
    private const int Rows = 24, Inputs = 32, Outputs = 16;

    /// <summary>How far results may be apart, relative to the largest number: single precision, or the 10 bits of a card's TF32.</summary>
    public const double Tolerance = 5e-3;

    /// <summary>The largest differences from the exact product and gradient, each relative to the largest number in it.</summary>
    /// <exception cref="TorchUnavailableException">There is no torch, or the device cannot compute.</exception>
    public static SelfTestResult Run(TorchDevice device)
    {
        TorchLibrary.Load();
        RandomStream stream = new(StreamKey.FromSeed(1).Split("torch"));
        float[] x = Draw(stream, Rows * Inputs), weights = Draw(stream, Inputs * Outputs);
        double[] product = Product(x, weights), gradient = Gradient(x, product);
        try
        {
            using var scope = torch.NewDisposeScope();
            torch.Tensor input = torch.tensor(x, [Rows, Inputs]).to(device.Handle);
            torch.Tensor parameters = torch.tensor(weights, [Inputs, Outputs]).to(device.Handle).requires_grad_(true);
            torch.Tensor output = input.matmul(parameters);
            // Not autograd.grad, which ends the process where it fails.
            torch.autograd.backward([output.tanh().sum()], inputs: [parameters]);
            torch.Tensor slope = parameters.grad!;
            return new(Difference(output, product), Difference(slope, gradient));
        }
        catch (ExternalException exception)
        {
            string reason = exception.Message.Split('\n')[0].TrimEnd('.');
            throw new TorchUnavailableException(
                $"'{device.Name}' cannot compute ({reason}); update its driver, or use another device.", exception);
        }
    }

    private static float[] Draw(RandomStream stream, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(stream.NextDouble() - 0.5);
        return values;
    }

    private static double[] Product(float[] x, float[] weights)
    {
        double[] product = new double[Rows * Outputs];
        for (int row = 0; row < Rows; row++)
            for (int input = 0; input < Inputs; input++)
                for (int output = 0; output < Outputs; output++)
                    product[row * Outputs + output] += (double)x[row * Inputs + input] * weights[input * Outputs + output];
        return product;
    }

    /// <summary>dL/dW = x^T (1 - tanh^2(x W)).</summary>
    private static double[] Gradient(float[] x, double[] product)
    {
        double[] gradient = new double[Inputs * Outputs];
        for (int row = 0; row < Rows; row++)
            for (int output = 0; output < Outputs; output++)
            {
                double tanh = Math.Tanh(product[row * Outputs + output]), slope = 1 - tanh * tanh;
                for (int input = 0; input < Inputs; input++)
                    gradient[input * Outputs + output] += x[row * Inputs + input] * slope;
            }

        return gradient;
    }

    private static double Difference(torch.Tensor actual, double[] expected)
    {
        float[] values = actual.detach().cpu().data<float>().ToArray();
        double largest = expected.Max(Math.Abs);
        return values.Zip(expected, (value, exact) => Math.Abs(value - exact) / largest).Aggregate(Math.Max);
    }
}
