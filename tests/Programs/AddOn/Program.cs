using AddOn;
using K8tre.Components.Clusters;
using K8tre.Stacks;
using K8tre.Stacks.Settings;
using Pulumi;

return await Deployment.RunAsync(() => Platform.DefineAsync(
    PlatformSettings.Read(new Config()), new NoticeAddOn("early", AddOnOrder.BeforeArgoCd), new NoticeAddOn("late", AddOnOrder.AfterArgoCd)));
