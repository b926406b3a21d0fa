namespace NeuralMemory.Commands;

/// <summary>What there is to say of the torch engine in a build that left it out.</summary>
internal static class TorchCheck
{
    /// <summary>That it is not there.</summary>
    public static TorchReport Make() => new()
    {
        IsBuiltIn = false,
        Problem = "this program was built without it; build it for Linux or Windows on x64 or macOS on Apple silicon, without "
            + "-p:Torch=false.",
    };
}
