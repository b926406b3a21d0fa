using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class EpisodePageTests
{
    [Fact]
    public void The_same_traces_give_the_same_page_and_it_needs_nothing_from_outside()
    {
        string page = Page();
        Assert.Equal(page, Page());
        Assert.DoesNotMatch(@"<(link|img|iframe|object|use|base)\b|\ssrc=|@import|url\(|https?://(?!www\.w3\.org/2000/svg)", page);
        Assert.All(Regex.Matches(page, " href=\"([^\"]*)\""), link =>
            Assert.Matches("^(#about-|data:image/png;base64,)", link.Groups[1].Value));
        Assert.DoesNotMatch(@"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|importScripts|import\(|eval\(|innerHTML", page);
    }

    [Fact]
    public void The_one_script_that_may_run_is_the_one_that_is_there()
    {
        string page = Page();
        string script = Assert.Single(Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline)).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        string policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal("default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; "
            + $"script-src 'sha256-{hash}'", policy);
    }

    [Fact]
    public void Episodes_have_names_for_links_their_texts_and_their_rows()
    {
        string page = Page();
        Assert.Equal(["copy", "re-use"], Regex.Matches(page, "class=\"stepper\" id=\"([^\"]*)\"").Select(found => found.Groups[1].Value));
        Assert.Equal(["#about-copy", "#about-re-use"], Regex.Matches(page, "<a href=\"([^\"]*)\"").Select(found => found.Groups[1].Value));
        Assert.Contains("<p>What &lt;b&gt; is seen.</p>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "class=\"rows-cursor\""));
        JsonNode[] data = [.. Regex.Matches(page, "class=\"episode\">(.*?)</script>")
            .Select(found => JsonNode.Parse(found.Groups[1].Value)!)];
        Assert.Equal(2, data.Length);
        Assert.Equal([("write head", true, 6), ("read head", false, 11)], data[0]["heads"]!.AsArray().Select(head =>
            ((string)head!["name"]!, (bool)head["writes"]!, (int)head["panel"]!)));
    }

    [Fact]
    public void The_data_says_who_wrote_each_slot()
    {
        JsonNode data = JsonNode.Parse(InspectionData.Write(SampleTraces.Ntm()))!;
        JsonNode memory = data["memory"]!;
        SlotWriters writers = new(8);
        var known = new int[8];
        Array.Fill(known, SlotWriters.Nobody);
        byte[] left = Convert.FromBase64String((string)memory["left"]!);
        TracedHead writer = TracedHead.Of(SampleTraces.Ntm()).First(head => head.IsWriter);
        for (int step = 0; step < 5; step++)
        {
            writers.Write(step, writer.WeightsAt(SampleTraces.Ntm(), step));
            int[] changes = [.. memory["writers"]![step]!.AsArray().Select(number => (int)number!)];
            foreach (int[] change in changes.Chunk(2))
                known[change[0]] = change[1];
            Assert.Equal(writers.Steps, known);
            Assert.Equal(writers.Left.Select(share => (byte)Math.Round(255 * share)), left[(step * 8)..(step * 8 + 8)]);
        }

        Assert.Equal(129 * 4, Convert.FromBase64String((string)data["signed"]!).Length);
        Assert.Equal(StepColors.Shades * 3, Convert.FromBase64String((string)data["step_colors"]!).Length);
    }

    [Fact]
    public void The_script_knows_what_the_document_and_the_rows_are_called()
    {
        // What it reads is written, and what it looks for is drawn.
        string script = ReportText.Script, page = Page();
        JsonNode data = JsonNode.Parse(InspectionData.Write(SampleTraces.Ntm()))!;
        Assert.All(Regex.Matches(script, @"episode\.([a-z_]+)").Select(found => found.Groups[1].Value).Distinct(), name =>
            Assert.True(data[name] is not null, $"a document has no '{name}'"));
        Assert.All(Regex.Matches(script, @"memory\.([a-z_]+)").Select(found => found.Groups[1].Value).Except(["after"]).Distinct(), name =>
            Assert.True(data["memory"]![name] is not null, $"a memory has no '{name}'"));
        Assert.All(Regex.Matches(script, @"part\('\.([a-z-]+)").Select(found => found.Groups[1].Value).Where(name => !name.StartsWith("overview-", StringComparison.Ordinal)).Distinct(),
            name => Assert.Matches($"class=\"([a-z -]* )?{name}[ \"]", page));
        Assert.All(Regex.Matches(script, @"dataset\.([a-z]+)").Select(found => found.Groups[1].Value).Except(["step", "per", "overview"]).Distinct(),
            name => Assert.Contains($" data-{name}=\"", page, StringComparison.Ordinal));
        Assert.Contains("x / 128 * 255", script, StringComparison.Ordinal);
        Assert.Equal(129, ColorMap.Levels);
    }

    [Fact]
    public void A_list_that_is_wrong_says_where()
    {
        string folder = Directory.CreateTempSubdirectory("list-").FullName;
        try
        {
            string file = Path.Combine(folder, "list.yaml");
            File.WriteAllText(file, "titel: x\nepisodes:\n  - text: a\n");
            Yaml.InvalidInputException wrong = Assert.Throws<Yaml.InvalidInputException>(() => EpisodeList.Read(file));
            Assert.Contains("has no 'title'", wrong.Message, StringComparison.Ordinal);
            Assert.Contains("'titel'; did you mean 'title'?", wrong.Message, StringComparison.Ordinal);
            Assert.Contains("list.yaml:3:5: the episode has no 'trace'", wrong.Message, StringComparison.Ordinal);
            File.WriteAllText(file, "title: x\nepisodes: [{ trace: none.npz }]\n");
            Assert.Contains("none.npz", Assert.Throws<RunException>(() => EpisodeList.Read(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Page() => EpisodePages.Html(new("Looked <into>",
    [
        new("One.", SampleTraces.Ntm()) { Id = "copy", Title = "Copy", Text = ["What <b> is seen."] },
        new("Two.", SampleTraces.Dnc()) { Id = "re-use", Title = "Re-use" },
    ]));
}
