using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Pokes as texts.</summary>
public sealed class PokeTextTests
{
    public static TheoryData<string> Texts =>
    [
        "input:12:3=1", "source:2:0=17", "memory:20:5:3=0.5", "memory:0:0:0=-1E-20", "clamp:write/gates=0", "clamp:heads/gates[1]@12..20=0",
        "clamp:heads/gates[1]@12=0.25", "clamp:heads/gates@12..=1", "clamp:heads/gates@0..3=1", "clamp:read/modes[0,2]=1",
        "clamp:read/modes[*,2]@7=1", "head:heads/weights[0]@15=7", "head:read/weights[3]@15..20=1023",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_written_is_what_was_read(string text)
    {
        Assert.Equal(text, Poke.Parse(text).ToString());
        Assert.Equal(Poke.Parse(text), Poke.Parse(Poke.Parse(text).ToString()));
    }

    [Fact]
    public void Every_poke_is_read_back_from_its_text() =>
        Prop.ForAll(Pokes(), poke => Poke.Parse(poke.ToString()) == poke && !poke.ToString().Any(char.IsWhiteSpace))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_may_be_left_out_stands_for_all()
    {
        Assert.Equal(new ClampPoke("write/gates", null, 0), Poke.Parse("clamp:write/gates=0"));
        Assert.Equal(new ClampPoke("write/gates", null, 0), Poke.Parse("clamp:write/gates[*]@0..=0"));
        Assert.Equal(new ClampPoke("write/gates", 1, 1e-3f, 4, 4), Poke.Parse("clamp:write/gates[1]@4=1e-3"));
        Assert.Equal(new ClampPoke("write/gates", null, 0, 9), Assert.Single(ClampPoke.ParseClamps(["write/gates@9..=0"], "--clamp")));
        Assert.Equal(new ClampPoke("write/gates", null, 0), Assert.Single(ClampPoke.ParseClamps(["clamp:write/gates=0"], "--clamp")));
        Assert.Equal("write/gates[2]=0.5", new ClampPoke("write/gates", 2, 0.5f).ToShortString());
        Assert.Equal((3, 0, 5, 9, 7),
            (Poke.Parse("input:3:1=0").From, Poke.Parse("source:3:1=0").From, Poke.Parse("memory:5:1:0=0").From,
            Poke.Parse("clamp:a@9..=0").From, Poke.Parse("head:a[0]@7..9=1").From));
    }

    [Theory]
    [InlineData("", "a poke begins with what is changed")]
    [InlineData("write/gates=0", "a poke begins with what is changed")]
    [InlineData("imput:3:4=1", "did you mean 'input'?")]
    [InlineData("input:3=1", "expected input:STEP:COLUMN=VALUE, such as input:12:3=1")]
    [InlineData("input:-3:4=1", "expected input:STEP")]
    [InlineData("input:3:4=one", "expected input:STEP")]
    [InlineData("input:3:4=NaN", "expected input:STEP")]
    [InlineData("input:3:99999999999=1", "expected input:STEP")]
    [InlineData("input:٣:4=1", "expected input:STEP")]
    [InlineData("memory:3:4=1", "expected memory:STEP:SLOT:COLUMN=VALUE")]
    [InlineData("clamp:write/gates", "expected clamp:QUANTITY=VALUE")]
    [InlineData("clamp:write/gates[]=1", "expected clamp:QUANTITY=VALUE")]
    [InlineData("clamp:write/gates@5..3=1", "the steps end before they begin: 5..3")]
    [InlineData("clamp:write/gates@..3=1", "expected clamp:QUANTITY=VALUE")]
    [InlineData("head:heads/weights[0]=7", "expected head:QUANTITY[HEAD]@STEP=SLOT")]
    [InlineData("head:heads/weights[0]@3..=7", "expected head:QUANTITY")]
    [InlineData("head:heads/weights@3=7", "expected head:QUANTITY")]
    [InlineData("head:heads/weights[0]@3=0.5", "expected head:QUANTITY")]
    public void What_is_no_poke_is_told_with_the_form(string text, string told)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => Poke.Parse(text));
        Assert.Contains(told, Assert.Single(error.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_refused_and_all_wrong_texts_of_an_option_are_told()
    {
        Assert.Contains("no poke is as long", Assert.Throws<InvalidInputException>(() => Poke.Parse(new string('x', 5000))).Message,
            StringComparison.Ordinal);
        InvalidInputException error = Assert.Throws<InvalidInputException>(
            () => Poke.ParseAll(["input:1:1=1", "inpt:1:1=1", "memory:1=1"], "--poke"));
        Assert.Equal(["--poke inpt:1:1=1", "--poke memory:1=1"], error.Diagnostics.Select(each => each.Mark.File));
        error = Assert.Throws<InvalidInputException>(() => ClampPoke.ParseClamps(["gates"], "--clamp"));
        Assert.Equal("--clamp gates: expected GATE=VALUE, such as write/gates=0, heads/gates[1]@12..20=0 or read/modes[0,2]=1", error.Message);
    }

    private static Arbitrary<Poke> Pokes() => (
        from kind in Gen.Choose(0, 4)
        from step in Gen.Choose(0, 20_000)
        from length in Gen.Choose(0, 20_000)
        from slot in Gen.Choose(0, 5000)
        from column in Gen.Choose(0, 300)
        from number in ArbMap.Default.GeneratorFor<float>().Where(float.IsFinite)
        from quantity in Gen.Elements("write/gates", "heads/weights", "read/forward-sharpness", "x.y/z_1")
        from head in Gen.Choose(-1, 8)
        from place in Gen.Choose(-1, 8)
        from isOpen in Gen.Elements(true, false)
        select kind switch
        {
            0 => new InputPoke(step, column, number) { IsOfSource = isOpen },
            1 => new MemoryPoke(step, slot, column, number),
            2 => new HeadPoke(quantity, Math.Max(0, head), slot, step, step + length),
            _ => (Poke)new ClampPoke(quantity, head < 0 ? null : head, number, step, isOpen ? null : step + length)
            {
                Place = place < 0 ? null : place,
            },
        }).ToArbitrary();
}
