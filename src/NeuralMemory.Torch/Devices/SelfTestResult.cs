namespace NeuralMemory.Torch;

/// <summary>
/// How far a device's results are from the exact ones, relative to the largest number in each; NaN if something is not finite.
/// </summary>
/// <param name="Product">Of a matrix product.</param>
/// <param name="Gradient">Of its gradient.</param>
public sealed record SelfTestResult(double Product, double Gradient)
{
    /// <summary>Whether the device computes right.</summary>
    public bool IsRight => Product <= TorchSelfTest.Tolerance && Gradient <= TorchSelfTest.Tolerance;
}
