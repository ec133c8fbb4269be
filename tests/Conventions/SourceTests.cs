using System.Text.RegularExpressions;

namespace K8tre.Tests.Conventions;

/// <summary>Sizes of folders, files and lines, and the form of summaries.</summary>
public sealed partial class SourceTests
{
    private const int MostFiles = 22;
    private const int MostLines = 232;

    [Fact]
    public void A_folder_holds_few_files()
    {
        string[] folders = [.. Product.Projects.Keys, "benchmarks", "offline", "tests"];

        Assert.All(
            folders.SelectMany(Product.SourcesIn).CountBy(source => Path.GetDirectoryName(source)!),
            folder => Assert.True(folder.Value <= MostFiles, $"{folder.Key} holds {folder.Value} files; the limit is {MostFiles}"));
    }

    [Fact]
    public void A_file_is_short() => Assert.All(Product.Sources, source =>
    {
        var lines = Product.Read(source).Count(character => character == '\n');
        Assert.True(lines <= MostLines, $"{source} has {lines} lines; the limit is {MostLines}");
    });

    [Fact]
    public void A_summary_is_a_noun_phrase_or_a_verb() =>
        Assert.All(Product.Sources, source => Assert.DoesNotMatch(RelativeSummary(), Product.Read(source)));

    [Fact]
    public async Task A_line_has_at_most_140_characters()
    {
        if (!Path.Exists(Path.Combine(Repository.Root, ".git")))
        {
            return;
        }

        var (status, errors) = await CheckScript.RunAsync(".ci/check-lines.sh");

        Assert.True(status == 0, errors);
    }

    [GeneratedRegex(@"///\s*<summary>\s*(?:///\s*)?(What|Who|Whose|Whether|Which|How|Where|When|Why|Its|Their)\b")]
    private static partial Regex RelativeSummary();
}
