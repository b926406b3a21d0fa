using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NeuralMemory.Results;

namespace NeuralMemory.Web.Tests;

/// <summary>What pages show, without a browser.</summary>
public sealed class PageTests : BunitContext
{
    private readonly Runs _runs = new();

    public PageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        ServedFolder folder = ServedFolder.Open(_runs.Path);
        Services.AddSingleton(folder);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new RunStore(folder, TimeProvider.System));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _runs.Dispose();
    }

    [Fact]
    public void Seeds_of_one_config_are_a_line_that_opens()
    {
        for (int seed = 1; seed <= 3; seed++)
            _runs.Add($"group/seed-{seed}", seed);
        _runs.Add("other", machine: "lstm");
        IRenderedComponent<RunsPage> page = Render<RunsPage>();
        Assert.Equal(["group:group/seed-1", "run:other"], Keys(page));
        Assert.Contains("3 runs", page.Find("tr[data-key^=group]").TextContent, StringComparison.Ordinal);
        page.Find("tr[data-key^=group] button.fold").Click();
        Assert.Equal(["group:group/seed-1", "run:group/seed-1", "run:group/seed-2", "run:group/seed-3", "run:other"], Keys(page));
        Assert.Equal("true", page.Find("tr[data-key^=group] button.fold").GetAttribute("aria-expanded"));
        page.Find("tr[data-key^=group] button.fold").Click();
        Assert.Equal(2, Keys(page).Count);
    }

    [Fact]
    public void Seeds_in_folders_of_their_own_are_known_by_their_folders_and_a_filter_folds_nothing()
    {
        for (int seed = 1; seed <= 3; seed++)
            _runs.Add($"try-{seed}-{"abc"[seed - 1]}", seed);
        IRenderedComponent<RunsPage> page = Render<RunsPage>();
        Assert.StartsWith("experiment", page.Find("tbody .name").TextContent.Trim(), StringComparison.Ordinal);
        page.Find("button.fold").Click();
        Assert.Equal("try-2-b (seed 2)", page.Find("tr[data-key='run:try-2-b'] a").TextContent);
        page.Find("input[type=search]").Input("try-2");
        Assert.Equal(["group:try-1-a", "run:try-2-b"], Keys(page));
    }

    [Fact]
    public void Points_of_a_sweep_are_a_line_that_opens_twice()
    {
        foreach (string machine in (string[])["ntm", "lstm"])
            for (int seed = 1; seed <= 2; seed++)
                _runs.Add($"sweep/{machine}/seed-{seed}", seed, machine: machine);
        File.WriteAllText(Path.Combine(_runs.Path, "sweep", "sweep.yaml"), "");
        IRenderedComponent<RunsPage> page = Render<RunsPage>();
        Assert.Equal("sweep:sweep", Assert.Single(Keys(page)));
        Assert.Contains("2 points, 4 runs", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        page.Find("button.fold").Click();
        Assert.Equal(3, Keys(page).Count);
        page.FindAll("button.fold")[1].Click();
        Assert.Equal(5, Keys(page).Count);
        Assert.Equal(2, page.FindAll("tr.depth-2").Count);
    }

    [Theory]
    [InlineData("lstm", "run:b")]
    [InlineData("LSTM copy", "run:b")]
    [InlineData("machine = ntm", "run:a")]
    [InlineData("seed > 1 and bits_per_sequence < 1", "run:b")]
    [InlineData("no such words", null)]
    public void A_filter_leaves_what_it_names(string filter, string? left)
    {
        _runs.Add("a");
        _runs.Add("b", seed: 2, machine: "lstm");
        IRenderedComponent<RunsPage> page = Filtered(filter);
        Assert.Equal(left is null ? [] : [left], Keys(page));
        if (left is null)
            Assert.Contains("No run is of this kind", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task =")]
    [InlineData("colour = red")]
    [InlineData("(((")]
    public void A_filter_that_says_nothing_is_told_and_the_table_stays(string filter)
    {
        _runs.Add("a");
        IRenderedComponent<RunsPage> page = Filtered(filter);
        Assert.Contains("filter", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "run:a,run:b")]
    [InlineData("-run", "run:b,run:a")]
    [InlineData("progress", "run:b,run:a")]
    [InlineData("value", "run:a,run:b")]
    [InlineData("nonsense", "run:a,run:b")]
    public void The_table_is_in_the_order_that_is_asked_for(string order, string keys)
    {
        _runs.Add("a", evaluations: 9);
        _runs.Add("b", machine: "lstm", state: RunState.Interrupted, evaluations: 1);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"?sort={order}");
        Assert.Equal(keys.Split(','), Keys(Render<RunsPage>()));
    }

    [Fact]
    public void Words_of_files_are_text_and_never_markup()
    {
        string path = _runs.Add("a");
        File.WriteAllText(Path.Combine(path, "note.txt"), "<img src=x onerror=alert(1)>");
        File.WriteAllText(Path.Combine(path, "tags.txt"), "<b>bold</b>");
        Assert.Empty(Render<RunsPage>().FindAll("tbody b"));
        IRenderedComponent<RunPage> page = OfRun("a");
        Assert.Empty(page.FindAll("img"));
        Assert.Contains("<img src=x", page.Find("blockquote").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_evaluations_says_what_comes()
    {
        _runs.Add("a", state: RunState.Interrupted, evaluations: 0);
        string text = OfRun("a").Markup;
        Assert.Contains("measured nothing", text, StringComparison.Ordinal);
        Assert.Contains("There is no checkpoint yet", text, StringComparison.Ordinal);
        Assert.Contains("makes others", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_evaluation_the_curves_are_of_training()
    {
        _runs.Add("a", state: RunState.Interrupted, evaluations: 0);
        foreach (int i in (int[])[1, 2, 3])
            _runs.Append("a", "metrics.jsonl", Runs.Line(i).Replace("\"evaluation\"", "\"train\"", StringComparison.Ordinal));
        IRenderedComponent<CurvesSection> curves = OfRun("a").FindComponent<CurvesSection>();
        Assert.Contains("on the sequences of training", curves.Find(".caption").TextContent, StringComparison.Ordinal);
        curves.FindAll("select")[1].Change("evaluation");
        Assert.Contains("measured nothing", curves.Find(".empty").TextContent, StringComparison.Ordinal);
        curves.FindAll("select")[1].Change("train");
        Assert.Single(curves.FindAll("path.line"));
    }

    [Fact]
    public void A_chart_reads_values_and_shows_a_part()
    {
        _runs.Add("a", evaluations: 9);
        IRenderedComponent<FigurePanel> panel = OfRun("a").FindComponents<FigurePanel>()[0];
        string whole = panel.Find("path.line").GetAttribute("d")!;
        panel.InvokeAsync(() => panel.Instance.PointerMoved(1, 0));
        Assert.Contains("3,600", panel.Find(".readout").TextContent, StringComparison.Ordinal);
        Assert.Contains("4.44", panel.Find(".readout").TextContent, StringComparison.Ordinal);
        panel.InvokeAsync(() => panel.Instance.Dragged(0.5, 1));
        Assert.NotEqual(whole, panel.Find("path.line").GetAttribute("d"));
        Assert.Equal("1800", panel.FindAll("input")[0].GetAttribute("value"));
        panel.Find("button").Click();
        Assert.Equal(whole, panel.Find("path.line").GetAttribute("d"));
        panel.InvokeAsync(() => panel.Instance.WidthChanged(400));
        Assert.Equal("400", panel.Find("svg").GetAttribute("width"));
    }

    [Fact]
    public void A_page_that_fails_says_so_in_a_sentence()
    {
        IRenderedComponent<PageProblem> unexpected = Render<PageProblem>(parameters =>
            parameters.Add(problem => problem.Exception, new InvalidOperationException("secret detail")));
        Assert.Contains("unexpected", unexpected.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", unexpected.Markup, StringComparison.Ordinal);
        IRenderedComponent<PageProblem> expected = Render<PageProblem>(parameters =>
            parameters.Add(problem => problem.Exception, new RunException(RunProblem.Damaged, "the file is damaged")));
        Assert.Contains("The file is damaged.", expected.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_page_throws_ends_in_its_boundary()
    {
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(parameters => parameters.Add(
            page => page.Body, _ => throw new RunException(RunProblem.Damaged, "the file is damaged")));
        Assert.Contains("The file is damaged.", layout.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", layout.Find("main [role=alert] a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("the file is damaged", "The file is damaged.")]
    [InlineData("cannot read 'a/b': it is gone.", "Cannot read 'a/b': it is gone.")]
    [InlineData("a/config.yaml:1:8: expected a key", "a/config.yaml:1:8: expected a key.")]
    [InlineData("machine.units: expected a number", "machine.units: expected a number.")]
    [InlineData("'a' is no run; did you mean 'b'?", "'a' is no run; did you mean 'b'?")]
    [InlineData("", "")]
    public void A_message_is_a_sentence_that_changes_no_name(string message, string sentence) =>
        Assert.Equal(sentence, PageText.Sentence(message));

    [Fact]
    public void What_is_wrong_with_a_run_is_said_once()
    {
        string path = _runs.Add("a");
        File.WriteAllText(Path.Combine(path, "evaluations", "final.json"), "[1,2");
        File.WriteAllText(Path.Combine(path, "config.yaml"), ": : [");
        string text = string.Join('\n', OfRun("a").FindAll("p.warning").Select(each => each.TextContent));
        Assert.Equal(2, text.Split("a/config.yaml:1").Length);
        Assert.Equal(2, text.Split("final.json").Length);
        Assert.DoesNotContain(_runs.Path, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_different_tasks_are_told_to_be_that()
    {
        _runs.Add("a");
        string other = _runs.Add("b");
        File.WriteAllText(Path.Combine(other, "task.yaml"), "task: recall\nparameters: {}\n");
        Services.GetRequiredService<NavigationManager>().NavigateTo(PageLinks.Compare(["a", "b"], []));
        Assert.Contains("another task", Render<ComparePage>().Find("#differences").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_went_is_told_and_not_taken_for_an_empty_one()
    {
        Assert.Contains("There is no run in", Render<RunsPage>().Markup, StringComparison.Ordinal);
        Directory.Move(_runs.Path, Path.Combine(_runs.Outside, "moved"));
        Assert.Contains("has gone", Render<RunsPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<RunsPage> Filtered(string filter)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"?filter={Uri.EscapeDataString(filter)}");
        return Render<RunsPage>();
    }

    private IRenderedComponent<RunPage> OfRun(string name)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(PageLinks.Run(name));
        return Render<RunPage>();
    }

    private static IReadOnlyList<string> Keys(IRenderedComponent<RunsPage> page) =>
        [.. page.FindAll("tbody tr").Select(row => row.GetAttribute("data-key")!)];
}
