using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>What a model looks like to who opens it.</summary>
public sealed class ModelTests
{
    [Fact]
    public void A_step_names_its_inputs_outputs_and_what_it_begins_with()
    {
        using IMachine machine = MachineCatalog.Ntm().Build(4, 3, StreamKey.FromSeed(1));
        OnnxModel written = OnnxExporter.Export(machine);
        Assert.Equal(
            ["input [batch, 4]", "controller/hidden0 [batch, 5]", "controller/cell0 [batch, 5]", "heads/weights [batch, 2, 7]",
                "reads [batch, 1, 3]", "memory [batch, 3, 7]"],
            written.Inputs.Select(input => input.ToString()));
        Assert.Equal(
            ["logits", "controller/hidden0.next", "controller/cell0.next", "heads/weights.next", "reads.next", "memory.next"],
            written.Outputs.Select(output => output.Name));
        using OrtModel model = new(written);
        Assert.Equal(["input"], model.Session.InputMetadata.Keys);
        Assert.Equal(written.Inputs.Where(input => input.IsOptional).Select(input => input.Name).Order(),
            model.Session.OverridableInitializerMetadata.Keys.Order());
        Assert.Equal("batch", model.Session.InputMetadata["input"].SymbolicDimensions[0]);
    }

    [Fact]
    public void What_is_known_of_a_model_is_in_it_whatever_characters_it_has()
    {
        const string hostile = "a\"b\n<script>\u0000/../\ud83d\ude00 'c'";
        using IMachine machine = new LstmConfig { Units = 5 }.Build(4, 3, StreamKey.FromSeed(1));
        using OrtModel model = new(OnnxExporter.Export(
            machine, new() { Name = hostile, Metadata = [new("name", hostile), new("form", "own")] }));
        var known = model.Session.ModelMetadata;
        Assert.Equal(("neuralmemory", "own"), (known.ProducerName, known.CustomMetadataMap["form"]));
        Assert.Equal("lstm", known.CustomMetadataMap["machine"]);
        Assert.StartsWith("a\"b\n<script>", known.CustomMetadataMap["name"], StringComparison.Ordinal);
    }

    /// <summary>Each name once, in the graphs within nodes too, and every tensor made before it is taken.</summary>
    [Theory]
    [MemberData(nameof(MachineCatalog.Names), MemberType = typeof(MachineCatalog))]
    public void Nodes_are_in_order_and_named_by_what_they_are_of(string name)
    {
        using IMachine machine = MachineCatalog.All[name].Build(4, 3, StreamKey.FromSeed(1));
        foreach (bool isWhole in (bool[])[false, true])
        {
            OnnxModel model = OnnxExporter.Export(machine, new() { Whole = isWhole });
            HashSet<string> names = [];
            HashSet<string> known = [.. model.Inputs.Select(input => input.Name), .. model.Parts.Tensors.Select(tensor => tensor.Name)];
            Check(model.Parts.Nodes, names, known);
            Assert.All(model.Outputs, output => Assert.Contains(output.Name, known));
            Assert.All(names, node => Assert.Contains('/', node));
        }
    }

    private static void Check(IReadOnlyList<GraphNode> nodes, HashSet<string> names, HashSet<string> known)
    {
        foreach (GraphNode node in nodes)
        {
            Assert.True(names.Add(node.Name), $"{node.Name} twice");
            Assert.All(node.Inputs, input => Assert.True(known.Contains(input), $"{node.Name} takes {input}, which nothing has made"));
            if (node.Body is { } body)
            {
                HashSet<string> within = [.. known];
                Assert.All(body.Inputs, input => Assert.True(within.Add(input), $"{input} twice"));
                Check(body.Nodes, names, within);
                Assert.All(body.Outputs, output => Assert.Contains(output, within));
            }

            Assert.All(node.Outputs, output => Assert.True(known.Add(output), $"{output} twice"));
        }
    }

    [Fact]
    public void The_same_machine_gives_the_same_file()
    {
        using IMachine machine = MachineCatalog.Dnc().Build(4, 3, StreamKey.FromSeed(1));
        using MemoryStream one = new(), other = new();
        OnnxExporter.Export(machine).Write(one);
        OnnxExporter.Export(machine).Write(other);
        Assert.Equal(one.ToArray(), other.ToArray());
    }
}
