namespace K8tre.Stacks;

/// <summary>What is made with the options that note it, each with all that it consists of.</summary>
internal sealed class Inventory
{
    private readonly List<Resource> _made = [];

    /// <summary>What was made so far.</summary>
    public IReadOnlyCollection<Resource> Made => _made;

    /// <summary>Notes what is made: a transformation that changes nothing.</summary>
    public ResourceTransformationResult? Note(ResourceTransformationArgs made)
    {
        // Whoever waits for a component waits for its children.
        if (made.Options.Parent is null)
            _made.Add(made.Resource);
        return null;
    }
}
