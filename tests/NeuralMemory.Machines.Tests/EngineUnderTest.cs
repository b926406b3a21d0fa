using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>The engine on which these tests run; a project that runs them on another one has a file of its own in place of this.</summary>
internal static class EngineUnderTest
{
    public static IEngine Engine => NativeEngine.Instance;

    /// <summary>Whether a row's bits do not depend on the rows that are computed with it.</summary>
    public static bool HasUniformRows => true;

    public static Tape NewTape(ParameterSet parameters, bool recording = true) => Engine.NewTape(parameters, recording);
}
