namespace Pulumi;

/// <summary>A resource of which the program knows the URN and nothing else.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn)
        : base(type: "", name: "")
    {
        Urn = new(Task.FromResult(new OutputData<string>([this], urn, IsKnown: true, IsSecret: false)));
    }
}
