using System.Text.RegularExpressions;
using System.Xml.Linq;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly SampleRuns _runs = new();

    [Fact]
    public void The_same_files_give_the_same_page_whenever_and_wherever_it_is_made()
    {
        string first = Html(_runs.Group("group"));
        foreach (string file in Directory.GetFiles(_runs["group"], "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(first, Html(_runs["group"]));
        string others = first.Replace($"neuralmemory report {_runs["group"]}", "", StringComparison.Ordinal);
        Assert.DoesNotContain(_runs[""], others, StringComparison.Ordinal);
        Assert.DoesNotContain("a-host", first, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_from_outside()
    {
        string page = Html(_runs.Group("group"));
        XElement html = Parse(page);
        string policy = html.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy")
            .Attribute("content")!.Value;
        Assert.StartsWith(
            "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-",
            policy, StringComparison.Ordinal);
        Assert.DoesNotContain(html.Descendants(), each => each.Name.LocalName is "link" or "img" or "iframe" or "object" or "use");
        Assert.Empty(html.Descendants().Attributes("src"));
        Assert.All(html.Descendants().Attributes("href"), link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"@import|url\((?!#)|https?://(?!www\.w3\.org/2000/svg)", page);
        // Every link leads somewhere, and every name is there once.
        string[] names = [.. html.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(html.Descendants().Attributes("href"), link => Assert.Contains(link.Value[1..], names));
        Assert.All(Regex.Matches(page, @"url\(#([\w-]+)\)"), match => Assert.Contains(match.Groups[1].Value, names));
    }

    [Fact]
    public void A_group_has_cards_curves_its_seeds_its_config_and_how_to_reproduce_it()
    {
        XElement html = Parse(Html(_runs.Group("group")));
        Assert.Equal("copying: ntm on copy", html.Descendants("h1").Single().Value);
        Assert.Contains("Copies <bits> & more.", html.Descendants("header").Single().Value, StringComparison.Ordinal);
        Assert.Equal(["summary", "curves", "generalisation", "solving", "runs", "config", "environment", "reproduce"],
            html.Descendants("section").Select(section => (string)section.Attribute("id")!));
        string[][] cards = [.. OfClass(html, "card").Select(card => card.Elements().Select(part => part.Value).ToArray())];
        Assert.Equal(["solved", "2 of 3", "67 %; 95 % interval (Wilson) 21 to 94 %"], cards[0]);
        Assert.Equal(["sequences to solve", "3,000", "median, n = 3; unsolved count as later"], cards[1]);
        Assert.Equal(["bit errors", "0", "median, n = 3; quartiles 0 to 25"], cards[2]);
        XElement runs = Section(html, "runs");
        Assert.Equal(["1", "2", "3"], runs.Descendants("tr").Skip(1).Select(row => row.Element("td")!.Value));
        Assert.Equal(["2,000", "3,000", "no"], runs.Descendants("tr").Skip(1).Select(row => row.Elements("td").ElementAt(3).Value));
        // Linear and logarithmic, wide and narrow.
        Assert.Equal(4, Section(html, "curves").Element("div")!.Descendants().Count(each => each.Name.LocalName == "svg"));
        Assert.Contains("test_seed: 2000", Section(html, "config").Value, StringComparison.Ordinal);
        Assert.Contains("neuralmemory train config.yaml --seeds 1,2,3", Section(html, "reproduce").Value, StringComparison.Ordinal);
        Assert.Contains("test episodes (evaluation.test_seed), drawn apart", Section(html, "summary").Value, StringComparison.Ordinal);
        Assert.Contains("abc, with uncommitted changes", Section(html, "environment").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_has_its_points_the_best_first()
    {
        _runs.Group("sweep/aaaaaaaaaaaa", "0.1", "done", [60, 50, 40], [70, 60, 45]);
        _runs.Group("sweep/bbbbbbbbbbbb", "0.01", "done", [10, 9, 3], [9, 8, 0.5]);
        _runs.Group("sweep/cccccccccccc", "1", "diverged", [9], [8]);
        XElement html = Parse(Report.Html(new(RunCollection.Open(_runs["sweep"]), "neuralmemory report sweep")
        {
            Name = "rates",
            Sweep = "axes: {}",
        }));
        Assert.StartsWith("rates: ", html.Descendants().First(each => each.Name.LocalName == "h1").Value, StringComparison.Ordinal);
        Assert.Equal("sweep of 3 points, 6 runs", OfClass(html, "kind").Single().Value);
        string[][] rows =
            [.. Section(html, "points").Descendants("tr").Skip(1).Select(row => row.Elements("td").Select(cell => cell.Value).ToArray())];
        Assert.Equal(["1", "0.01", "2", "1.75 (1.12 to 2.38)", "1.75 (1.12 to 2.38)", "1 of 2", "3,000"], rows[0]);
        Assert.Equal(["0.01", "0.1", "1"], rows.Select(row => row[1]));
        Assert.Equal("worse", rows[2][3]);
        Assert.Contains("Best by selection: rate 0.01.", Section(html, "summary").Value, StringComparison.Ordinal);
        Assert.Contains("axes: {}", Section(html, "config").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_points_the_best_are_drawn_and_all_are_told()
    {
        for (int point = 1; point <= 26; point++)
            _runs.Group($"sweep/{point:x12}", $"0.{point:00}", "done", [50, 40, point]);
        XElement html = Parse(Html(_runs["sweep"]));
        Assert.Equal(26, Section(html, "points").Descendants("tr").Count() - 1);
        Assert.All((string[])["curves", "solving"], section =>
            Assert.Contains("The 8 best of 26 points.", Section(html, section).Value, StringComparison.Ordinal));
        XElement wide = OfClass(Section(html, "curves"), "wide").First();
        Assert.Equal(8, OfClass(wide, "line").Count());
    }

    [Fact]
    public void A_run_that_has_measured_nothing_has_a_page_all_the_same()
    {
        XElement html = Parse(Html(_runs.Run("one", 1, [], state: "failed")));
        Assert.Equal("run", OfClass(html, "kind").Single().Value);
        Assert.Contains("The run: failed.", Section(html, "summary").Value, StringComparison.Ordinal);
        Assert.DoesNotContain(html.Descendants("section"), section => (string?)section.Attribute("id") is "curves" or "generalisation");
    }

    [Fact]
    public void Notes_tags_and_journals_are_shown()
    {
        string run = _runs.Run("one", 1, [5, 4]);
        File.WriteAllText(Path.Combine(run, "note.txt"), "looks <odd>\n");
        File.WriteAllText(Path.Combine(run, "tags.txt"), "baseline\n");
        JournalEntry began = new()
        {
            Event = JournalEvent.Began,
            Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            What = "train",
            Step = 0,
            Process = 7,
            Host = "a-host",
            Command = "neuralmemory train copy.yaml",
            Version = "0.1.0",
            Commit = "0123456789",
            Dirty = true,
            Source = new() { Commit = "abcdefghij", Patch = "1.patch" },
        };
        RunJournal journal = RunDirectory.Open(run).Journal;
        journal.Append(began);
        journal.Append(began.End(began.Time.AddMinutes(1), 2000, "done", null));
        XElement html = Parse(Html(run));
        Assert.Equal("looks <odd>", html.Descendants("blockquote").Single().Value);
        Assert.Equal("baseline", OfClass(html, "tag").Single().Value);
        string[] told = ["2026-01-02 03:04", "train", "0 to 2,000", "done", "0.1.0 0123456, changed", "abcdefg with journal/1.patch",
            "neuralmemory train copy.yaml"];
        Assert.Equal(told, Section(html, "journal").Descendants("td").Select(cell => cell.Value));
    }

    [Fact]
    public void An_episode_has_its_rows_and_its_data_for_the_script()
    {
        RunCollection runs = RunCollection.Open(_runs.Run("one", 1, [5, 4]));
        ReportEpisode episode = new("the first", SampleTraces.Ntm() with { Name = "</script>" });
        string page = Report.Html(new(runs, "") { Episode = episode });
        XElement section = Section(Parse(page), "inspection");
        Assert.StartsWith("{\"form\":2,\"head\":\"\\u003C/script\\u003E: NTM",
            section.Descendants("script").Single().Value, StringComparison.Ordinal);
        Assert.Single(OfClass(section, "rows-cursor"));
        Assert.Equal(["write head", "read head"], section.Descendants("summary").Select(summary => summary.Value));
    }

    public void Dispose() => _runs.Dispose();

    private static string Html(string folder) => Report.Html(new(RunCollection.Open(folder), $"neuralmemory report {folder}"));

    private static XElement Parse(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        // HTML does not close what is always empty; all else is as XML is.
        string closed = Regex.Replace(page["<!DOCTYPE html>\n".Length..], "<((?:meta|input) [^>]*[^/>])>", "<$1/>");
        return XDocument.Parse(Regex.Replace(closed, "(?s)<script>(.*?)</script>", "<script><![CDATA[$1]]></script>")).Root!;
    }

    private static XElement Section(XElement html, string id) =>
        html.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    private static IEnumerable<XElement> OfClass(XElement html, string name) =>
        html.Descendants().Where(each => (string?)each.Attribute("class") == name);
}
