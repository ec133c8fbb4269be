using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.Slices.SliceRuleDefinition;

namespace K8tre.Tests.Conventions;

/// <summary>Circles between folders, seen as namespaces.</summary>
public sealed class CircleTests
{
    public static TheoryData<string> Projects => [.. Product.Projects.Values.Where(project => project != "K8tre.Infra")];

    [Theory, MemberData(nameof(Projects))]
    public void Folders_of_a_project_form_no_circle(string project) =>
        Slices().Matching($"{project}.(**)").Should().BeFreeOfCycles().Check(Product.Model);

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var (folder, root) in Product.Projects)
        {
            Assert.All(Product.SourcesIn(folder), source =>
            {
                var folders = Path.GetRelativePath(folder, Path.GetDirectoryName(source)!).Split(Path.DirectorySeparatorChar).Where(part => part != ".");
                var text = Product.Read(source);
                if (text.Contains("\nnamespace ", StringComparison.Ordinal))
                {
                    Assert.Contains($"\nnamespace {string.Join('.', [root, .. folders])};\n", text, StringComparison.Ordinal);
                }
            });
        }
    }
}
