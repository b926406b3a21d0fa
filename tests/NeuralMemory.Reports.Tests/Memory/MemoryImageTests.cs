using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

/// <summary>What the images of a memory show, dot by dot.</summary>
public sealed class MemoryImageTests
{
    /// <summary>Four slots of two numbers: step 0 wrote the first, which is whole, step 9 half of the second, none the others.</summary>
    [Fact]
    public void A_slot_has_the_color_of_the_step_that_wrote_it_as_opaque_as_much_is_left_and_others_none()
    {
        SlotWriters writers = new(4);
        writers.Write(0, [1, 0, 0, 0]);
        writers.Write(9, [0, 0.5f, 0, 0]);
        Image band = ImageOf("written", writers, [1, -1, 1, 0, 0.25f, 0, 0, 1]);
        Assert.Equal((4, 1), (band.Width, band.Dots.Length / band.Width));
        Assert.Equal([(StepColors.Colors[0], 255), (StepColors.Colors[^1], 127)], band.Dots.Take(2));
        Assert.Equal([0, 0], band.Dots.Skip(2).Select(dot => dot.Alpha));

        Image numbers = ImageOf("numbers", writers, [1, -1, 1, 0, 0.25f, 0, 0, 1]);
        Assert.Equal((4, 2), (numbers.Width, numbers.Dots.Length / numbers.Width));
        // By roots of what is left times the amount, in eighths: 1, 0.71; 0.5, 0.
        Assert.Equal([255, 191, 0, 0, 127, 0, 0, 0], numbers.Dots.Select(dot => dot.Alpha));
        Assert.Equal(StepColors.Colors[^1], numbers.Dots[1].Color);
    }

    [Fact]
    public void By_value_zero_is_the_ground_and_signs_have_colors_of_their_own()
    {
        Image numbers = ImageOf("numbers", writers: null, [1, -1, 0.5f, 0, 0, 0, 0, -0.5f]);
        Assert.Equal([255, 255], numbers.Dots.Take(2).Select(dot => dot.Alpha));
        Assert.All(numbers.Dots[3..7], dot => Assert.Equal(0, dot.Alpha));
        Assert.All((int[])[2, 7], half => Assert.InRange(numbers.Dots[half].Alpha, 100, 200));
        Assert.All((int[])[0, 2], blue => Assert.True(numbers.Dots[blue].Color.Blue > numbers.Dots[blue].Color.Red));
        Assert.All((int[])[1, 7], orange => Assert.True(numbers.Dots[orange].Color.Red > numbers.Dots[orange].Color.Blue));
    }

    [Fact]
    public void The_scale_may_be_that_of_the_whole_episode()
    {
        Image numbers = ImageOf("numbers", writers: null, [1, -1, 0, 0, 0, 0, 0, 0], most: 2);
        Assert.InRange(numbers.Dots[0].Alpha, 100, 200);
    }

    private static Image ImageOf(string part, SlotWriters? writers, float[] values, double? most = null)
    {
        TracedQuantity memory = new()
        {
            Name = "memory",
            Title = "memory",
            Axes = [new("width", 2), new("slot", 4)],
            Rows = [9],
            Values = values,
        };
        XElement svg = XDocument.Parse(StepSvg.Of<MemoryMatrix>(new Dictionary<string, object?>
        {
            ["Memory"] = memory,
            ["Writers"] = writers,
            ["Steps"] = 10,
            ["Most"] = most,
        })).Root!;
        XElement image = svg.Descendants().Single(each => (string?)each.Attribute("class") == part)
            .Descendants().Single(each => each.Name.LocalName == "image");
        return Image.Of(Convert.FromBase64String(((string)image.Attribute("href")!).Split(',')[1]));
    }

    private sealed record Image(int Width, ((byte Red, byte Green, byte Blue) Color, int Alpha)[] Dots)
    {
        public static Image Of(byte[] png)
        {
            byte[] palette = Chunk(png, "PLTE"), alphas = Chunk(png, "tRNS");
            int width = Chunk(png, "IHDR")[3];
            using ZLibStream inflated = new(new MemoryStream(Chunk(png, "IDAT")), CompressionMode.Decompress);
            using MemoryStream lines = new();
            inflated.CopyTo(lines);
            return new(width, [.. lines.ToArray().Chunk(width + 1).SelectMany(line => line[1..]).Select(dot =>
                ((palette[3 * dot], palette[3 * dot + 1], palette[3 * dot + 2]), (int)alphas[dot]))]);
        }

        private static byte[] Chunk(byte[] png, string name)
        {
            int at = png.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name));
            int length = png[at - 2] * 256 + png[at - 1];
            return png[(at + 4)..(at + 4 + length)];
        }
    }
}
