using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch.Tests
{
    /// <summary>The engine on the processor, on one thread: what these tests compute is small.</summary>
    internal static class Engines
    {
        public static TorchEngine Torch { get; } = new("cpu", threads: 1);
    }
}

namespace NeuralMemory.Autodiff.Tests
{
    /// <summary>Where the shared sources of tests run unless they are told otherwise.</summary>
    internal static class EngineUnderTest
    {
        public static IEngine Engine => Torch.Tests.Engines.Torch;

        public static Tape NewTape(ParameterSet parameters, bool recording = true) => Engine.NewTape(parameters, recording);
    }
}

namespace NeuralMemory.Machines.Tests
{
    /// <summary>Where the shared sources of tests run unless they are told otherwise.</summary>
    internal static class EngineUnderTest
    {
        public static IEngine Engine => Torch.Tests.Engines.Torch;
    }
}
