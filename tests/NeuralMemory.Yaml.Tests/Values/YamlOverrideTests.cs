using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Yaml.Tests;

public sealed class YamlOverrideTests
{
    [Fact]
    public void A_value_is_replaced_where_it_stands_and_names_the_override_as_its_place()
    {
        YamlMapping root = Root("training: { steps: 5, batch: 1 }\n");
        var diagnostics = new Diagnostics();
        Assert.True(YamlOverride.Apply(root, "training.steps=6000", diagnostics));
        var training = (YamlMapping)root.Find("training")!.Value;
        Assert.Equal(["steps", "batch"], training.Entries.Select(entry => entry.Key));
        YamlNode steps = training.Find("steps")!.Value;
        Assert.Equal(6000, steps.AsInteger(diagnostics));
        Assert.Equal("--set training.steps=6000:1:16", steps.Mark.ToString());
        Assert.Equal("--set training.steps=6000:1:10", training.Find("steps")!.Mark.ToString());
    }

    [Fact]
    public void Mappings_on_the_way_are_created_and_values_are_yaml()
    {
        YamlMapping root = Root("task: copy\n");
        Assert.True(YamlOverride.Apply(root, "machine.memory.sizes=[1, 20]", new Diagnostics()));
        var memory = (YamlMapping)((YamlMapping)root.Find("machine")!.Value).Find("memory")!.Value;
        Assert.Equal(2, Assert.IsType<YamlSequence>(memory.Find("sizes")!.Value).Items.Count);
        Assert.True(YamlOverride.Apply(root, "task=", new Diagnostics()));
        Assert.True(Assert.IsType<YamlScalar>(root.Find("task")!.Value).IsNull);
    }

    [Theory]
    [InlineData("steps", "--set steps:1:1: expected 'key=value', for example training.steps=6000")]
    [InlineData("=5", "--set =5:1:1: expected 'key=value', for example training.steps=6000")]
    [InlineData("a..b=5", "--set a..b=5:1:1: 'a..b' is not a path of names with dots between them")]
    [InlineData("task.x=5", "--set task.x=5:1:1: 'task' is the text 'copy' and has no keys to set")]
    [InlineData("a=&b 1", "--set a=&b 1:1:3: anchors and aliases (&name, *name) are not supported; write the value out")]
    [InlineData("a=[1", "--set a=[1:1:5: expected ',' or ']'; a list in brackets is not closed")]
    public void A_malformed_override_is_reported_and_changes_nothing(string assignment, string expected)
    {
        YamlMapping root = Root("task: copy\n");
        var diagnostics = new Diagnostics();
        Assert.False(YamlOverride.Apply(root, assignment, diagnostics));
        Assert.Equal(expected, diagnostics.ToString());
        Assert.Equal("task", Assert.Single(root.Entries).Key);
    }

    [Fact]
    public void Any_text_is_an_override_or_a_problem() =>
        Prop.ForAll<string>(assignment =>
        {
            var diagnostics = new Diagnostics();
            bool applied = YamlOverride.Apply(Root("a: { b: 1 }\n"), assignment ?? "", diagnostics);
            return applied != diagnostics.Any;
        }).QuickCheckThrowOnFailure();

    private static YamlMapping Root(string text) => (YamlMapping)YamlReader.Read("f.yaml", text, new Diagnostics())!;
}
