using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Web.Tests;

/// <summary>An address of the memory page has all of what is shown, and nothing else is read from one.</summary>
public sealed class MemoryAddressTests
{
    [Fact]
    public void What_is_usual_is_not_in_it() => Assert.Equal("memory?run=ntm-copy", MemoryAddress.Write(new() { Run = "ntm-copy" }));

    [Fact]
    public void All_of_the_state_comes_back()
    {
        MemoryState state = new()
        {
            Run = "group/seed-1",
            Checkpoint = new(12000),
            Episode = 7,
            Seed = 3000,
            Slots = 256,
            Settings = ["length=[10, 20]", "width=8"],
            At = 13,
            ByWriter = true,
            Head = 2,
            LinksAsMatrix = true,
            Layer = 1,
            LayerHead = 3,
            Asked = 12,
            AskedColumn = 4,
            Folded = ["read head", "memory & more"],
            Opened = ["write head, 2"],
            Pokes = [new InputPoke(3, 2, 1), new MemoryPoke(4, 5, 6, -0.25f), new ClampPoke("heads/gates", 1, 0, 2, 9), new HeadPoke("heads/weights", 0, 7, 3, 4)],
            With = "other run & more",
            WithCheckpoint = CheckpointChoice.Best,
            Follows = true,
        };
        List<string> problems = [];
        string address = MemoryAddress.Write(state);
        MemoryState read = MemoryAddress.Read(address[address.IndexOf('?', StringComparison.Ordinal)..], problems);
        Assert.Empty(problems);
        Assert.Equal(address, MemoryAddress.Write(read));
        Assert.Equal(state.Settings, read.Settings);
        Assert.Equal(state.Pokes, read.Pokes);
        Assert.Equal(state.Folded, read.Folded);
        Assert.Equal(state.Opened, read.Opened);
        Assert.Equal(
            state,
            read with { Settings = state.Settings, Pokes = state.Pokes, Folded = state.Folded, Opened = state.Opened });
    }

    [Fact]
    public void An_address_can_be_read_by_a_person() => Assert.Equal(
        "memory?run=a/b&set=length=20&at=3&poke=clamp:heads/gates[0]=0",
        MemoryAddress.Write(new() { Run = "a/b", Settings = ["length=20"], At = 3, Pokes = [new ClampPoke("heads/gates", 0, 0)] }));

    [Theory]
    [InlineData("epsode=3", "did you mean 'episode'?")]
    [InlineData("episode=-1", "'episode=-1'")]
    [InlineData("at=99999999999", "'at=99999999999'")]
    [InlineData("slots=0", "from 1")]
    [InlineData("set=length", "'set=length=20'")]
    [InlineData("checkpoint=newest", "'best'")]
    [InlineData("color=red", "'writer'")]
    [InlineData("links=lines", "'arcs'")]
    [InlineData("follow=maybe", "'yes'")]
    [InlineData("fold=", "'fold=read head'")]
    [InlineData("poke=paint:1:2=3", "poke=paint:1:2=3")]
    public void What_cannot_be_read_is_said_and_left_out(string part, string words)
    {
        List<string> problems = [];
        MemoryState state = MemoryAddress.Read($"?run=x&{part}&head=1", problems);
        Assert.Contains(words, Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal("memory?run=x&head=1", MemoryAddress.Write(state));
    }

    [Fact]
    public void Pokes_without_end_are_cut()
    {
        List<string> problems = [];
        string many = string.Concat(Enumerable.Repeat("&poke=input:1:2=3", MemoryAddress.MostPokes + 1));
        Assert.Equal(MemoryAddress.MostPokes, MemoryAddress.Read($"?run=x{many}", problems).Pokes.Count);
        Assert.Single(problems);
    }

    [Fact]
    public void Rows_that_are_folded_without_end_are_cut()
    {
        List<string> problems = [];
        string many = string.Concat(Enumerable.Range(0, MemoryAddress.MostTitles + 1).Select(i => $"&fold=rows-{i}"));
        Assert.Equal(MemoryAddress.MostTitles, MemoryAddress.Read($"?run=x{many}", problems).Folded.Count);
        Assert.Single(problems);
    }

    [Fact]
    public void Rows_that_are_as_at_first_are_not_in_it()
    {
        MemoryState state = new MemoryState { Run = "x" }.WithRows("reader", isFolded: true, isAtFirst: false);
        Assert.Equal("memory?run=x&fold=reader", MemoryAddress.Write(state));
        Assert.Equal(["reader", "writer"], state.FoldedOf(["writer"]).Order());
        state = state.WithRows("reader", isFolded: false, isAtFirst: true).WithRows("writer", isFolded: false, isAtFirst: false);
        Assert.Equal("memory?run=x&open=writer", MemoryAddress.Write(state));
        Assert.Empty(state.FoldedOf(["writer"]));
        Assert.Equal("memory?run=x", MemoryAddress.Write(state.WithRows("writer", isFolded: true, isAtFirst: true)));
    }

    [Fact]
    public void What_is_chosen_among_what_is_there_asks_for_nothing_new()
    {
        MemoryState state = new() { Run = "x", At = 3, ByWriter = true, Head = 1, Asked = 3, Folded = ["reader"], Episode = 2 };
        Assert.Equal("memory?run=x&episode=2", MemoryAddress.Write(state.WithoutView()));
    }
}
