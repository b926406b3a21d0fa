using NeuralMemory.Autodiff;
using NeuralMemory.Torch.DoubleTests;

namespace NeuralMemory.Machines.Tests;

/// <summary>The TorchSharp engine in place of the native one.</summary>
internal static class EngineUnderTest
{
    public static IEngine Engine => TorchEngineUnderTest.Instance;

    public static bool HasUniformRows => false;

    public static Tape NewTape(ParameterSet parameters, bool recording = true) => Engine.NewTape(parameters, recording);
}
