using System.Text.RegularExpressions;
using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;

namespace NeuralMemory.Exports.Tests;

public sealed partial class TorchModuleTests : IDisposable
{
    private const int LongestLine = 120;

    private static readonly TorchAbout About = new("LSTM 7", "a run", "copy", 12);

    private readonly Bench _bench = new();

    public static TheoryData<string> Names => SmallMachines.Names;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_array_goes_to_PyTorch_and_back_to_the_same_bits(string name)
    {
        NamedArray[] ours = Numbered(SmallMachines.Load(_bench, name), out TorchModule module);
        IReadOnlyList<NamedArray> theirs = module.Layout.ToTorch(ours);
        Assert.Equal(theirs.Count, theirs.Select(array => array.Name).Distinct().Count());
        Assert.DoesNotContain(theirs, array => array.Name.Contains('/', StringComparison.Ordinal));
        IReadOnlyList<NamedArray> back = module.Layout.FromTorch(theirs, ours);
        Assert.Equal(ours.Select(array => array.Name).Order(), back.Select(array => array.Name).Order());
        foreach (NamedArray array in ours)
        {
            NamedArray same = back.Single(other => other.Name == array.Name);
            Assert.Equal(array.Shape, same.Shape);
            Assert.Equal(Bits(array), Bits(same));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_program_has_what_its_machine_needs_and_its_config_the_arguments_of_its_class(string name)
    {
        _ = Numbered(SmallMachines.Load(_bench, name), out TorchModule module);
        string program = TorchProgram.Of(module, About);
        Assert.DoesNotContain("#:", program, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", program, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n\n", program, StringComparison.Ordinal);
        Assert.All(program.Split('\n'), line =>
        {
            Assert.InRange(line.Length, 0, LongestLine);
            Assert.Equal(line.TrimEnd(), line);
        });
        string signature = Regex.Match(
            program, $@"class {module.ClassName}\(.*?def __init__\(self, (.*?)\)", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(Regex.Split(signature, @",\s+").Order(), module.Arguments.Select(argument => argument.Key).Order());
        // What is defined is used, and what is used is defined.
        foreach (string defined in Definitions().Matches(program).Select(match => match.Groups[1].Value).Except(["load", "save"]))
            Assert.InRange(Regex.Count(program, $@"\b{defined}\b"), 2, int.MaxValue);
        foreach (Match import in Imports().Matches(program))
            Assert.InRange(Regex.Count(program, $@"\b{import.Groups[1].Value}\b"), 2, int.MaxValue);
    }

    [Fact]
    public void Layers_that_PyTorch_has_are_called_as_PyTorch_calls_them()
    {
        Assert.Equal(
            [
                "controller.weight_ih_l0[28, 4]", "controller.weight_hh_l0[28, 7]", "controller.bias_ih_l0[28]",
                "controller.bias_hh_l0[28]",
                "controller.weight_ih_l1[28, 7]", "controller.weight_hh_l1[28, 7]", "controller.bias_ih_l1[28]",
                "controller.bias_hh_l1[28]",
                "output.weight[3, 7]", "output.bias[3]",
            ],
            ArraysOf("lstm"));
        Assert.Equal(
            [
                "controller.weight_ih_l0[21, 4]", "controller.bias_ih_l0[21]", "controller.weight_hh_l0[21, 7]",
                "controller.bias_hh_l0[21]",
                "controller.weight_ih_l1[21, 7]", "controller.bias_ih_l1[21]", "controller.weight_hh_l1[21, 7]",
                "controller.bias_hh_l1[21]",
                "output.weight[3, 7]", "output.bias[3]",
            ],
            ArraysOf("gru"));
        Assert.Equal(
            [
                "controller.weight_ih_l0[7, 4]", "controller.weight_hh_l0[7, 7]", "controller.bias_ih_l0[7]", "controller.bias_hh_l0[7]",
                "controller.weight_ih_l1[7, 7]", "controller.weight_hh_l1[7, 7]", "controller.bias_ih_l1[7]", "controller.bias_hh_l1[7]",
                "output.weight[3, 7]", "output.bias[3]",
            ],
            ArraysOf("rnn"));
        Assert.Contains("controller.layers.0.weight[7, 4, 7]", ArraysOf("second-order"));
        Assert.Contains("embedding.0.weight[16, 5]", ArraysOf("lstm-symbols"));
        Assert.Contains("initial_memory[9, 5]", ArraysOf("ntm-write-first"));
        string[] layer =
        [
            "self_attn.in_proj_weight[24, 8]", "self_attn.in_proj_bias[24]", "self_attn.out_proj.weight[8, 8]",
            "self_attn.out_proj.bias[8]", "linear1.weight[12, 8]", "linear1.bias[12]", "linear2.weight[8, 12]", "linear2.bias[8]",
            "norm1.weight[8]", "norm1.bias[8]", "norm2.weight[8]", "norm2.bias[8]",
        ];
        Assert.Equal(layer.Select(array => $"decoder.layers.0.{array}"),
            ArraysOf("transformer-decoder").Where(array => array.StartsWith("decoder.layers.0.", StringComparison.Ordinal)));
        Assert.Contains("looks.0.attention.q_proj_weight[8, 8]", ArraysOf("perceiver"));
    }

    [Fact]
    public void The_bias_of_an_LSTM_stays_whole_until_both_of_its_halves_are_trained()
    {
        SplitBias rule = new("bias", "ih", "hh");
        NamedArray bias = new("bias", [2], new float[] { -0f, 1 });
        IReadOnlyList<NamedArray> theirs = rule.ToTorch([bias]);
        Assert.Equal([0f, 0], theirs[1].Data.ToArray());
        Assert.Equal(Bits(bias), Bits(rule.FromTorch(theirs, [bias])[0]));
        NamedArray[] trained = [new("ih", [2], new float[] { 1, 2 }), new("hh", [2], new float[] { 0.5f, -2 })];
        Assert.Equal([1.5f, 0], rule.FromTorch(trained, [bias])[0].Data.ToArray());
    }

    [Fact]
    public void A_machine_of_ones_own_is_refused_with_a_way_out()
    {
        RunException refused = Bench.Fails(() => TorchModules.Of(new OwnConfig(), 3, 2));
        Assert.Equal("'my-own' is a machine of one's own, and what it computes is known to its program alone: --format safetensors has its "
            + "weights", refused.Message);
    }

    private string[] ArraysOf(string name)
    {
        NamedArray[] ours = Numbered(SmallMachines.Load(_bench, name), out TorchModule module);
        return [.. module.Layout.ToTorch(ours).Select(array => $"{array.Name}[{string.Join(", ", array.Shape)}]")];
    }

    /// <summary>The arrays of a machine, each number another one.</summary>
    private static NamedArray[] Numbered(Experiment experiment, out TorchModule module)
    {
        using IMachine machine = experiment.BuildMachine();
        module = TorchModules.Of(machine.Config, experiment.Inputs, experiment.Task.OutputWidth);
        int next = 0;
        return
        [
            .. MachineWeights.Of(machine).Select(array => new NamedArray(
                array.Name, array.Shape, Enumerable.Range(0, array.Data.Length).Select(_ => (float)++next).ToArray())),
        ];
    }

    private static int[] Bits(NamedArray array) => [.. array.Data.ToArray().Select(BitConverter.SingleToInt32Bits)];

    [GeneratedRegex(@"^(?:class|def) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Definitions();

    [GeneratedRegex(@"^(?:import|from) .*?(\w+)$", RegexOptions.Multiline)]
    private static partial Regex Imports();

    private sealed record OwnConfig : MachineConfig
    {
        public override string Kind => "my-own";

        public override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization) =>
            throw new NotSupportedException();

        public override ParameterSet Declare(InputLayout inputs, int outputWidth) => throw new NotSupportedException();
    }
}
