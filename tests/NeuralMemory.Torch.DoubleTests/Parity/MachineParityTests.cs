using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch.DoubleTests;

/// <summary>Every machine on both engines: the same answers, and the same gradient of every parameter.</summary>
public sealed class MachineParityTests
{
    private static readonly int[] Ragged = [20, 7, 13, 20, 1];

    public static TheoryData<string> Machines => MachineCatalog.Names;

    [Theory]
    [MemberData(nameof(Machines))]
    public void Answers_and_gradients_agree(string name)
    {
        using MachineRig native = Rig(name, NativeEngine.Instance), torch = Rig(name, TorchEngineUnderTest.Instance);
        foreach (MachineRig rig in (MachineRig[])[native, torch])
            rig.Scale(1.5);
        Compare(native, torch);
    }

    /// <summary>A tape that does not record forgets what a step no longer needs, and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Evaluation_answers_as_training_does(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using MachineRig training = new(config, Ragged), evaluation = new(config, Ragged, recording: false);
        Agreement.Of([training.Forward()], [evaluation.Forward()], _ => "answers");
    }

    internal static void Compare(MachineRig one, MachineRig other)
    {
        Agreement.Of([one.Forward()], [other.Forward()], _ => "answers");
        ParameterSet parameters = one.Machine.Parameters;
        string[] names = [.. parameters.Tensors.Select(tensor => tensor.Name)];
        Agreement.Of(
            Agreement.Tensors(parameters, one.Gradient()), Agreement.Tensors(parameters, other.Gradient()), i => $"gradient of {names[i]}");
    }

    internal static MachineRig Rig(string name, IEngine engine) =>
        new(MachineCatalog.All[name], Ragged, engine: engine) { Noise = StreamKey.FromSeed(9) };
}
